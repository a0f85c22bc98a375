"""Places of the processes in force, in words, under the clauses and the parameters that they hang on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.policy.codes import without_codes
from casework.policy.mentions import Kind, Mention
from casework.policy.readers import readers
from casework.policy.resolving import resolve
from casework.policy.uses import Use, mentions_of_each, uses_in_force
from processes.models import ProcessInstance, ProcessVersion


@dataclass(frozen=True)
class UseLine:
    """One place: the process, what it is in there, what it says it rests on, and where it is shown (``address``)."""

    process: str
    what: str
    text: str = ""
    address: str = field(default="", compare=False)


def lines_by_clause(language: str) -> Mapping[int, list[UseLine]]:
    """By the clause's id, for every clause that some process in force quotes."""
    uses = uses_in_force()
    resolved = resolve(text for use in uses for text in use.mention.texts)
    found: dict[int, dict[UseLine, None]] = defaultdict(dict)
    for use in uses:
        for text in use.mention.texts:
            for cited in resolved[text].cited:
                found[cited.clause.pk].setdefault(line_of(use.mention, text, language, use.version))
    return {pk: list(lines) for pk, lines in found.items()}


def running_by_clause() -> Mapping[int, int]:
    """How many running cases follow a version that quotes the clause, by its id; old versions count as well."""
    running = ProcessInstance.objects.filter(status=ProcessInstance.Status.RUNNING)
    counts = dict(running.values_list("version").annotate(n=Count("pk")).values_list("version", "n"))
    known = mentions_of_each(list(ProcessVersion.objects.filter(pk__in=counts)))
    texts = {pk: {text for mention in found for text in mention.texts} for pk, found in known.items()}
    resolved = resolve(text for said in texts.values() for text in said)
    found: dict[int, int] = defaultdict(int)
    for version, said in texts.items():
        for clause in {cited.clause.pk for text in said for cited in resolved[text].cited}:
            found[clause] += counts[version]
    return found


def readers_of(code: str, language: str) -> list[UseLine]:
    """Places whose expressions read the parameter, and steps of ours that do: a change changes what they do."""
    ours = (UseLine(_("系统"), str(what)) for what in readers().get(code, ()))
    return _once((*(line_of(use.mention, "", language, use.version) for use in _reading(code)), *ours))


def quoting_lines(code: str, language: str) -> list[UseLine]:
    """Places that only name the parameter in what they rest on."""
    named = re.compile(rf"\b{code}\b", re.ASCII)
    return _once(
        line_of(use.mention, text, language, use.version)
        for use in uses_in_force()
        for text in use.mention.texts
        if named.search(text) and code not in use.mention.reads
    )


def read_codes() -> frozenset[str]:
    """Every parameter that something in force reads."""
    return frozenset(code for use in uses_in_force() for code in use.mention.reads) | readers().keys()


def line_of(mention: Mention, text: str, language: str, version: ProcessVersion | None = None) -> UseLine:
    """In words; of a ``version``, with the address at which it is shown lit up."""
    process = _in(mention.process, mention.process_en, language)
    return UseLine(
        process or _("共用规则"),
        _what(mention, language),
        without_codes(text, language),
        _shown_at(mention, version) if version is not None else "",
    )


def _shown_at(mention: Mention, version: ProcessVersion) -> str:
    asked = urlencode({"file": mention.path, "at": mention.element})
    return f"{reverse('versions:version', args=[version.pk])}?{asked}#shown"


def _reading(code: str) -> Iterable[Use]:
    return (use for use in uses_in_force() if code in use.mention.reads)


def _once(lines: Iterable[UseLine]) -> list[UseLine]:
    return list(dict.fromkeys(lines))


def _in(chinese: str, english: str, language: str) -> str:
    return english if language.startswith("en") and english else chinese


def _what(mention: Mention, language: str) -> str:
    name = {
        "name": _in(mention.name, mention.name_en, language),
        "within": _in(mention.within, mention.within_en, language),
        "row": mention.row,
    }
    said = {
        Kind.STEP: _("步骤“%(name)s”"),
        Kind.FLOW: _("“%(name)s”后面的走向"),
        Kind.TABLE: _("决策表“%(name)s”的输入"),
        Kind.ROW: _("决策表“%(within)s”第%(row)s条"),
        Kind.FORM: _("表单“%(name)s”"),
        Kind.FIELD: _("表单“%(within)s”的“%(name)s”"),
        Kind.LETTER: _("文书“%(name)s”"),
        Kind.PARAGRAPH: _("文书“%(within)s”第%(row)s段"),
    }
    return said[mention.kind] % name
