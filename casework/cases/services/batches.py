"""Many cases at once: a row for each, then one transaction for each, whoever comes to it and however often."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from casework.cases import outside
from casework.cases.models import Batch, Case, Opening
from casework.cases.services.opening import create_case, start_process
from casework.organisations.models import Organisation, Person
from processes import feel
from processes.causes import explain, is_database_away
from processes.models import ProcessVersion
from processes.services import StartForm, definition_of, version_in_force
from processes.vocabulary import Calendar, Element, Start
from syncpoints import reach

MOST_RESPONDENTS = 1000


class OpeningFailed(Exception):
    """One case was not opened; the opening says why. ``transient``: the same try may succeed later."""

    def __init__(self, cause: str, *, transient: bool) -> None:
        super().__init__(cause)
        self.transient = transient


class NobodyNamed(ValueError):
    """What was to be opened for many names nobody, too many, or an organisation that is not in use."""


def make_batch(
    *,
    version: ProcessVersion,
    element_id: str,
    day: date,
    office: Organisation,
    respondents: Any,
    at: datetime,
    by: Person | None = None,
    starter: UUID | None = None,
    form: str = "",
    values: Mapping[str, Any] | None = None,
    variables: Mapping[str, Any] | None = None,
    label: tuple[str, str] = ("", ""),
) -> Batch:
    """Write down what is to be opened, in the caller's transaction. Raises NobodyNamed."""
    wanted = organisations(respondents)
    batch = Batch.objects.create(
        version=version,
        element_id=element_id,
        day=day,
        form=form,
        starter_id=starter,
        values=dict(values or {}),
        variables=dict(variables or {}),
        by=by,
        office=office,
        district=office.parent or office,
        title=(label[0] or version.name)[:120],
        title_en=label[1][:120],
        made_at=at,
    )
    Opening.objects.bulk_create(Opening(batch=batch, respondent=respondent) for respondent in wanted)
    return batch


def organisations(named: Any) -> list[Organisation]:
    """The organisations of a list of ids, each once, in the order of their codes. Raises NobodyNamed."""
    ids = list(named) if isinstance(named, list | tuple) else [named] if named else []
    if not ids:
        raise NobodyNamed("没有写明要对哪些单位发起")
    if len(ids) > MOST_RESPONDENTS:
        raise NobodyNamed(f"一次最多对 {MOST_RESPONDENTS} 个单位发起")
    try:
        keys = {UUID(str(key)) for key in ids}
    except ValueError as error:
        raise NobodyNamed("要发起的单位里有的不是单位") from error
    found = list(Organisation.objects.filter(pk__in=keys, is_active=True).order_by("code"))
    if len(found) < len(keys):
        raise NobodyNamed("要发起的单位里有的已停用或不存在")
    return found


def open_one(*, opening_id: int, at: datetime) -> Case | None:
    """Open the case of one row; None where it is open already. Raises OpeningFailed with the cause kept in the row."""
    try:
        with transaction.atomic():
            rows = Opening.objects.select_for_update(of=("self",), no_key=True)
            opening = rows.select_related("batch__version", "batch__office__parent", "respondent").get(
                pk=opening_id
            )
            if opening.case_id is not None:
                return None
            case = _open(opening, at)
            reach("opening.opened")
            Opening.objects.filter(pk=opening.pk).update(case=case, cause="", attempts=F("attempts") + 1)
            return case
    except Exception as error:
        if is_database_away(error):
            raise
        why = explain(error)
        Opening.objects.filter(pk=opening_id, case=None).update(
            cause=why.sentence, attempts=F("attempts") + 1
        )
        raise OpeningFailed(why.sentence, transient=why.transient) from error


def open_all(*, openings: Iterable[int], at: datetime) -> list[OpeningFailed]:
    """All of them, also after one that fails; returns what failed."""
    failed = []
    for opening_id in openings:
        try:
            open_one(opening_id=opening_id, at=at)
        except OpeningFailed as failure:
            failed.append(failure)
    return failed


def _open(opening: Opening, at: datetime) -> Case:
    batch = opening.batch
    version = _version(batch, opening.respondent)
    element = _element(version, batch)
    begins: Start | Calendar | None = next((s for s in element.starts if s.form == batch.form), None)
    begins = begins if batch.form else element.calendar
    if begins is None:
        raise LookupError("这个版本的流程没有这种发起方式")
    names = {**_known(batch, opening.respondent), **({batch.form: batch.values} if batch.form else {})}
    school = begins.school if isinstance(begins, Start) else None
    case = create_case(
        kind=begins.kind,
        title=_title(begins.title, names, batch, opening.respondent, at),
        source=Case.Source.APPLICATION if batch.form else Case.Source.CALENDAR,
        respondent=opening.respondent,
        office=batch.office,
        district=batch.office.parent or batch.office,
        school=outside.organisation(outside.evaluate(school, names, at=at)) if school else None,
        at=at,
        by=batch.by,
    )
    filled = StartForm(element, batch.form, batch.values) if batch.form else None
    data = {element.id: batch.variables} if batch.form else {}
    return start_process(case=case, version=version, data=data, at=at, by=batch.by, filled=filled)


def _version(batch: Batch, respondent: Organisation) -> ProcessVersion:
    """That of the batch; a pilot takes its own where the calendar asked, since nobody filled in a form of another."""
    if batch.form:
        return batch.version
    own = version_in_force(batch.version.process_id, on=batch.day, scope=str(respondent.pk))
    definition = definition_of(own)
    return own if batch.element_id in definition.processes[definition.main].elements else batch.version


def _element(version: ProcessVersion, batch: Batch) -> Element:
    definition = definition_of(version)
    return definition.processes[definition.main].elements[batch.element_id]


def _known(batch: Batch, respondent: Organisation) -> dict[str, Any]:
    return {
        "today": batch.day,
        "office": str(batch.office_id),
        "starter": str(batch.starter_id) if batch.starter_id else None,
        "respondent": str(respondent.pk),
        "respondent_name": respondent.short_name,
    }


def _title(
    text: str | None, names: Mapping[str, Any], batch: Batch, respondent: Organisation, at: datetime
) -> str:
    said = outside.evaluate(text, names, at=at) if text else None
    if said:
        return str(feel.to_json(said))[:120]
    return f"{respondent.short_name}{batch.title}"[:120]
