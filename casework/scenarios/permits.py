"""Permits that a scenario begins with: vetted, filed and issued on an earlier day, with the papers they rest on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import create_case
from casework.filings.models import Filing
from casework.filings.services import filing
from casework.organisations.models import Organisation
from casework.papers.models import Paper, Requirement
from casework.permits.models import Application, Course, Permit
from casework.permits.services import permits, scheduling
from casework.scenarios.script import moment
from casework.scenarios.sheets import sheet
from casework.scenarios.world import World
from casework.vendors.models import Instructor
from documents.catalogue import document_type
from documents.services import store_bytes

TERM = date(2026, 3, 2)


def register_permit(vendor: str, raw: Mapping[str, Any], world: World) -> Permit:
    """``school``, ``people``, ``courses``, ``from``, ``to``, ``papers`` and ``stood_in`` of one permit of ``vendor``."""
    school, subject = world.organisation(raw["school"]), world.organisation(vendor)
    at = moment(f"{raw['from']}T08:00")
    case = create_case(
        kind=Case.Kind.ENTRY,
        title=f"{subject.short_name}入校",
        source=Case.Source.APPLICATION,
        respondent=subject,
        office=world.office("CYG"),
        district=world.bureau(),
        school=school,
        at=at,
        by=None,
    )
    people = list(Instructor.objects.filter(organisation=subject, name__in=raw["people"]))
    application = _apply(case, raw, people)
    for ordinal, paper in enumerate(raw.get("papers", []), 1):
        _rest_on(case, ordinal, paper, world)
    filed = filing.file(
        case=case, kind=Filing.Kind.ENTRY, filer=school, snapshot={"permit": vendor}, by=None, at=at
    )
    permit = permits.issue(
        application=application,
        filing=filed,
        instructors=people,
        valid_to=date.fromisoformat(raw["to"]),
        at=at,
        by=None,
    )
    for lesson in raw.get("stood_in", []):
        _plan(permit, lesson, subject)
    Case.objects.filter(pk=case.pk).update(closed_at=at, outcome="已备案可入校")
    return permit


def _apply(case: Case, raw: Mapping[str, Any], people: list[Instructor]) -> Application:
    first = max(TERM, date.fromisoformat(raw["from"]))
    before = moment(f"{raw.get('vetted', '2026-02-27')}T09:00")
    application = Application.objects.create(
        case=case,
        school=_school(case),
        subject=case.respondent,
        term="2025—2026学年第二学期",
        term_starts_on=TERM,
        term_ends_on=date.fromisoformat(raw["to"]),
        first_session_on=first,
        path=Application.Path(raw.get("path", "A")),
        verified_at=before,
        interviewed_at=before,
        approved_at=before,
    )
    application.instructors.set(people)
    category = raw.get("category", "science")
    Course.objects.bulk_create(
        Course(application=application, name=name, category=category) for name in raw["courses"]
    )
    return application


def _rest_on(case: Case, ordinal: int, raw: Mapping[str, Any], world: World) -> Paper:
    """A verified paper of ``type`` that the permit was issued on, of ``person`` if one is named."""
    subject = case.respondent
    at, title = case.opened_at, document_type(raw["type"]).zh
    version = store_bytes(
        holder=subject.pk, type_code=raw["type"], name=f"{title}.pdf", title=title,
        content=sheet(f"{subject.pk} {raw['type']} {raw.get('person')} {case.pk}", title=title), by=None, at=at,
    )  # fmt: skip
    by = world.actor(role="RL-21", scope=_school(case), at=at)
    person = raw.get("person")
    instructor = Instructor.objects.get(organisation=subject, name=person) if person else None
    paper = Paper.objects.create(
        subject=subject,
        instructor=instructor,
        type_code=raw["type"],
        document=version.document,
        holder=person or subject.name,
        issued_on=date.fromisoformat(raw["issued_on"]) if "issued_on" in raw else None,
        valid_from=date.fromisoformat(raw["valid_from"]) if "valid_from" in raw else None,
        valid_to=date.fromisoformat(raw["valid_to"]) if "valid_to" in raw else None,
        persons=raw.get("persons", []),
        state=Paper.State.VALID,
        verified_at=at,
        verified_by=by,
        method=Paper.Method.ORIGINAL,
        created_at=at,
    )
    Requirement.objects.create(
        case=case,
        type_code=raw["type"],
        instructor=instructor,
        group="insurance",
        ordinal=ordinal,
        is_mandatory=True,
        paper=paper,
        state=Requirement.State.ACCEPTED,
    )
    return paper


def _school(case: Case) -> Organisation:
    if case.school is None:
        raise ValueError(case.number)
    return case.school


def _plan(permit: Permit, raw: Mapping[str, Any], subject: Organisation) -> None:
    """Lessons that ``person`` stands in for already."""
    course = permit.application.courses.earliest("pk")
    person = Instructor.objects.get(organisation=subject, name=raw["person"])
    for day in raw["days"]:
        at = moment(f"{day}T08:00")
        scheduling.plan(
            permit=permit, course=course, instructor=person, held_on=local_date(at), is_substitute=True,
            by=None, at=at,
        )  # fmt: skip
