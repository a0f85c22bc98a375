"""A matter that a person begins on a form of the process itself: the diagram says who may, and what becomes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases import outside
from casework.cases.clock import local_date
from casework.cases.jobs import deal_out
from casework.cases.models import Batch, Case
from casework.cases.services.batches import NobodyNamed, make_batch
from casework.cases.services.opening import NotOpened, create_case, start_process
from casework.cases.services.references import accept
from casework.cases.services.rights import NotAllowed
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import Standing
from processes.engine import Definition
from processes.forms import Cleaned, FormRejected, FormSchema
from processes.models import ProcessVersion, Submission
from processes.services import StartForm, TriggerFailed, choices_in_force, definition_of
from processes.vocabulary import Element, Start


@dataclass(frozen=True)
class Beginning:
    """One way to begin one process, for somebody who holds its role in ``starters`` (organisation ids)."""

    version: ProcessVersion
    element: Element
    start: Start
    starters: tuple[str, ...]

    @property
    def definition(self) -> Definition:
        return definition_of(self.version)

    @property
    def form(self) -> FormSchema:
        return self.definition.forms[self.start.form]

    @property
    def is_for_many(self) -> bool:
        """Whether one case is opened for each of several respondents, behind the scenes."""
        return self.start.respondents is not None

    @property
    def key(self) -> tuple[str, str]:
        return self.version.process_id, self.start.form

    def label(self, language: str) -> str:
        process = self.definition.processes[self.definition.main]
        if language.startswith("en"):
            return self.start.label_en or process.name_en or process.name
        return self.start.label or process.name


def beginnings(standing: Standing) -> list[Beginning]:
    """Everything that the person of ``standing`` may begin, on the versions that new cases take."""
    return list(_open_to(standing))


def may_begin(standing: Standing) -> bool:
    """Whether there is anything that the person of ``standing`` may begin; no more is read than it takes to know."""
    return any(_open_to(standing))


def begin(
    *,
    beginning: Beginning,
    raw: Mapping[str, Any],
    starter: str,
    by: Person,
    at: datetime,
) -> Case:
    """Open the case that ``raw`` describes for the organisation ``starter`` and run its process to the first task.

    Raises NotAllowed, FormRejected, NotOpened; nothing is kept then.
    """
    reads, said = _accepted(beginning, raw, starter, at)
    names = {beginning.start.form: said.values}
    with transaction.atomic():
        case = _open(beginning, reads, names, by, at)
        return _start(beginning, case, said, by, at)


def begin_many(
    *, beginning: Beginning, raw: Mapping[str, Any], starter: str, by: Person, at: datetime
) -> Batch:
    """Write down the cases that ``raw`` asks for, one for each respondent; jobs open them.

    Raises NotAllowed, FormRejected, NotOpened; nothing is kept then.
    """
    reads, said = _accepted(beginning, raw, starter, at)
    names = {beginning.start.form: said.values}
    try:
        with transaction.atomic():
            batch = make_batch(
                version=beginning.version,
                element_id=beginning.element.id,
                day=local_date(at),
                office=_office(beginning),
                respondents=reads.named(beginning.start.respondents, names),
                at=at,
                by=by,
                starter=UUID(starter),
                form=beginning.start.form,
                values=said.values,
                variables=said.variables,
                label=(beginning.label("zh"), beginning.label("en")),
            )
            deal_out(batch, at=at)
    except NobodyNamed as nobody:
        raise FormRejected({"": [_("%(cause)s，请检查后再提交。") % {"cause": nobody}]}) from nobody
    return batch


def said_at_start(case_id: UUID, form: str) -> Mapping[str, Any]:
    """What was filled in when the case was begun on ``form``. Raises Submission.DoesNotExist."""
    found = Submission.objects.filter(instance__key=case_id, form=form).order_by("at", "pk")
    values: Mapping[str, Any] = found[:1].get().values
    return values


@dataclass(frozen=True)
class Reader:
    """Answers FEEL before there is a case: the form, the starter and the day are all that is known."""

    beginning: Beginning
    starter: str
    at: datetime

    def evaluate(self, text: str, names: Mapping[str, Any]) -> Any:
        return outside.evaluate(text, {"starter": self.starter, **names}, at=self.at)

    def named(self, text: str | None, names: Mapping[str, Any]) -> Any:
        return self.evaluate(text, names) if text else None


def _accepted(
    beginning: Beginning, raw: Mapping[str, Any], starter: str, at: datetime
) -> tuple[Reader, Cleaned]:
    """What was filled in on behalf of ``starter``. Raises NotAllowed, FormRejected."""
    if starter not in beginning.starters:
        raise NotAllowed(_("您不能代表这个单位发起这一事项。"))
    reads = Reader(beginning, starter, at)
    return reads, accept(form=beginning.form, raw=raw, evaluate=reads.evaluate, day=local_date(at))


def _office(beginning: Beginning) -> Organisation:
    """Raises NotOpened for one that the register does not have."""
    found = outside.office(beginning.start.office)
    if found is None:
        raise NotOpened(_("承办科室 %(code)s 没有登记") % {"code": beginning.start.office})
    return found


def _open_to(standing: Standing) -> Iterator[Beginning]:
    for choice in choices_in_force(on=standing.day):
        definition = definition_of(choice.version)
        for element in definition.processes[definition.main].elements.values():
            for start in element.starts:
                if starters := choice.of(standing.organisations(start.roles)):
                    yield Beginning(choice.version, element, start, tuple(sorted(starters)))


def _open(beginning: Beginning, reads: Reader, names: Mapping[str, Any], by: Person, at: datetime) -> Case:
    start = beginning.start
    respondent = outside.organisation(reads.named(start.respondent, names))
    if respondent is None:
        raise FormRejected({"": [_("没有写明事项是关于哪个单位或个人的，请选择后再提交。")]})
    office = _office(beginning)
    school = outside.organisation(reads.named(start.school, names))
    title = reads.named(start.title, names) or _title(beginning.label("zh"), respondent, school)
    return create_case(
        kind=start.kind,
        title=str(title)[:120],
        source=Case.Source.APPLICATION,
        respondent=respondent,
        office=office,
        district=office.parent or office,
        school=school,
        at=at,
        by=by,
    )


def _start(beginning: Beginning, case: Case, said: Cleaned, by: Person, at: datetime) -> Case:
    filled = StartForm(beginning.element, beginning.start.form, said.values)
    data = {beginning.element.id: dict(said.variables)}
    try:
        return start_process(case=case, version=beginning.version, data=data, at=at, by=by, filled=filled)
    except TriggerFailed as failure:
        raise NotOpened(failure.cause) from failure


def _title(label: str, respondent: Organisation, school: Organisation | None) -> str:
    if school is None or school == respondent:
        return f"{respondent.short_name}{label}"
    return f"{school.short_name}{label}：{respondent.short_name}"
