"""On what a step and a case rest: the clauses of steps, forms, letters and findings, and what was decided by tables."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.casefile.decided import decisions
from casework.inbox.casefile.ground import Ground, with_clauses
from casework.inbox.casefile.letters import is_outside
from casework.inbox.viewer import Viewer
from casework.inbox.wording.labels import label
from casework.letters.models import Letter
from casework.policy.mentions import Kind
from casework.policy.uses import mentions_of
from processes.models import UserTask
from processes.services import definition_of
from processes.vocabulary import Element


def grounds(
    case: Case,
    language: str,
    elements: Iterable[Element] = (),
    *,
    form: str = "",
    letters: Iterable[Letter] = (),
) -> list[Ground]:
    """Of the steps ``elements``, the ``form`` that is being filled in, the ``letters`` that the reader sees, and of all
    that the case has found and decided. What is the same is said once."""
    found = [
        *_of_steps(elements, language),
        *_of_form(case, form, language),
        *_of_findings(case),
        *_of_letters(case, letters),
        *decisions(case, language),
    ]
    return with_clauses(found, language)


def steps_shown(case: Case, viewer: Viewer) -> list[Element]:
    """The steps that people of the case have had and have, in order; for the other side those that wait."""
    if case.instance is None:
        return []
    tasks = UserTask.objects.filter(instance=case.instance).exclude(status=UserTask.Status.CANCELLED)
    if is_outside(case, viewer):
        tasks = tasks.open()
    places = tasks.order_by("opened_at", "pk").values_list("process_id", "element_id")
    definition = definition_of(case.instance.version)
    # A case that was moved to another version may have been through steps that are no more.
    there = (definition.element(process, key) for process, key in dict.fromkeys(places))
    return [element for element in there if element is not None]


def _of_steps(elements: Iterable[Element], language: str) -> Iterator[Ground]:
    for element in elements:
        if element.clause:
            yield Ground(_("步骤“%(name)s”") % {"name": name_in(element, language)}, element.clause)


def _of_form(case: Case, form: str, language: str) -> Iterator[Ground]:
    """The form itself, then its fields and items that rest on something of their own."""
    if case.instance is None or not form:
        return
    for mention in mentions_of(case.instance.version):
        if mention.kind in (Kind.FORM, Kind.FIELD) and mention.path.endswith(f"/forms/{form}.json"):
            title = _("本表") if mention.kind is Kind.FORM else name_in(mention, language)
            yield from (Ground(title, text) for text in mention.texts)


def _of_findings(case: Case) -> Iterator[Ground]:
    for finding in case.findings.exclude(clause="").order_by("ordinal"):
        code = f"{finding.code} {label(finding.get_code_display())}"
        title = _("问题%(n)s %(code)s") % {"n": finding.ordinal, "code": code}
        yield Ground(title, finding.clause)


def _of_letters(case: Case, letters: Iterable[Letter]) -> Iterator[Ground]:
    definitions = definition_of(case.instance.version).letters if case.instance else {}
    for letter in letters:
        definition = definitions.get(letter.definition, {})
        clause = definition.get("clause", "")
        if clause:
            yield Ground(_("文书“%(name)s”") % {"name": letter.title}, clause)
        for n, text in letter.clauses:
            yield Ground(_("文书“%(name)s”第%(n)s段") % {"name": letter.title, "n": n}, text)
        # Which of its paragraphs will stand in it is known when it is laid out.
        for part in definition.get("paragraphs", ()) if letter.version_id is None else ():
            if "when" not in part and part.get("clause"):
                yield Ground(_("文书“%(name)s”的一段") % {"name": letter.title}, part["clause"])
