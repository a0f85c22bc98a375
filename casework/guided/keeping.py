"""Keeps what is typed, field by field: of the form with the task, of papers, people and the vendor where they belong."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from casework.cases.standing_in import take
from casework.guided.facts import shown
from casework.guided.values import saved_values
from casework.inbox.forms import read_posted, restored_values
from casework.inbox.step.drafts import DraftNotKept, draft_of, save_draft
from casework.inbox.step.filling import context_of
from casework.inbox.step.loading import Step
from casework.papers.models import Paper, Requirement
from casework.papers.services import facts
from casework.vendors.models import Instructor, VendorProfile
from casework.vendors.rules import Refused
from casework.vendors.services import profile, roster
from processes.forms import FormStep
from processes.models import UserTask
from processes.services import AlreadyClaimed

_FACT = re.compile(r"fact-(?P<requirement>\d{1,18})-(?P<fact>[a-z_]+)")
_PERSON = re.compile(r"person-(?P<person>[0-9a-f-]{36})-(?P<field>[a-z_]+)")
_PROFILE = re.compile(r"profile-(?P<field>[a-z_]+)")
# Beside the fields of the form in the draft; no field can be called so.
MENDED = "mended papers"
# 目前身份 is one question on the page and two facts on the roster.
POSITIONS: Mapping[str, Mapping[str, bool]] = {
    "": {"is_retired_teacher": False, "is_teacher_in_service": False},
    "retired": {"is_retired_teacher": True, "is_teacher_in_service": False},
    "in_service": {"is_retired_teacher": False, "is_teacher_in_service": True},
}


@dataclass
class Kept:
    """Of each name that was looked at: its sentences, none where it is in order; and how what was read is written.

    ``refused`` are those of what could not be kept at all.
    """

    faults: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    changes_roster: bool = False

    def refuse(self, name: str, sentence: str) -> None:
        self.faults[name] = self.refused[name] = [sentence]


def keep(step: Step, page: FormStep, posted: QueryDict, changed: Collection[str] | None = None) -> Kept:
    """Save what is readable of the ``changed`` names (all of the page without them). Raises DraftNotKept, DraftTooLarge.

    What cannot be read is not saved, and said so. Fields of the form are kept as they were typed, right or wrong.
    """
    names = set(posted) if changed is None else set(changed)
    kept = Kept()
    with transaction.atomic():
        hold(step)
        _keep_fields(step, page, posted, names)
    _keep_facts(step, page, posted, names, kept)
    _keep_profile(step, posted, names, kept)
    _keep_people(step, posted, names, kept)
    return kept


def hold(step: Step) -> None:
    """Whoever begins has the task: two colleagues would write over each other. Raises DraftNotKept."""
    if step.task.assignee_id is None:
        try:
            take(task=step.task, standing=step.viewer.standing, at=step.viewer.now)
        except AlreadyClaimed:
            raise DraftNotKept from None


def mended(step: Step) -> frozenset[int]:
    """Papers given back that were touched since: by another file, another paper, or other facts."""
    return frozenset((draft_of(step) or {}).get(MENDED, ()))


def mark_mended(step: Step, requirement: Requirement) -> None:
    """Kept with the task, as all that is typed in this round. Raises DraftNotKept."""
    if requirement.state == Requirement.State.RETURNED and requirement.pk not in mended(step):
        with transaction.atomic():
            _write(step, {MENDED: sorted({*_saved(step).get(MENDED, ()), requirement.pk})})


def put(step: Step, values: Mapping[str, Any]) -> None:
    """Save answers to whole fields, as they would be posted. Raises DraftNotKept, DraftTooLarge."""
    with transaction.atomic():
        _write(step, values)


def _saved(step: Step) -> dict[str, Any]:
    """The draft under its lock, or what a fresh form begins with."""
    locked = UserTask.objects.select_for_update(of=("self",)).get(pk=step.task.pk)
    step.task.draft = locked.draft
    before = draft_of(step)
    return saved_values(step) if before is None else dict(before)


def _write(step: Step, values: Mapping[str, Any]) -> None:
    save_draft(step, _saved(step) | dict(values))
    step.task.refresh_from_db(fields=["draft"])


def _keep_fields(step: Step, page: FormStep, posted: QueryDict, names: Collection[str]) -> None:
    """Only the fields that changed: another device may have saved others in between."""
    wanted = [name for name in page.fields if any(n == name or n.startswith(f"{name}-") for n in names)]
    if not wanted:
        return
    typed = read_posted(step.schema, posted)
    _write(step, {name: typed[name] for name in wanted})


def _keep_facts(step: Step, page: FormStep, posted: QueryDict, names: Collection[str], kept: Kept) -> None:
    for requirement_id, values in _by_requirement(posted, names).items():
        requirement = (
            Requirement.objects.filter(
                pk=requirement_id, case=step.case, group__in=page.papers, is_for_school=False
            )
            .select_related("paper__document", "paper__subject", "paper__instructor")
            .first()
        )
        paper = requirement.paper if requirement else None
        if paper is None or paper.state != Paper.State.DRAFT:
            continue
        before = [shown(paper, fact) for fact in paper.type.facts]
        refused = facts.keep(paper=paper, values=values, by=step.viewer.person, at=step.viewer.now)
        if requirement and before != [shown(paper, fact) for fact in paper.type.facts]:
            mark_mended(step, requirement)
        said = {fault.fact: [str(fault.sentence)] for fault in refused}
        for fault in facts.faults(paper, day=step.viewer.today):
            if fault.fact in values and not fault.is_question:
                said.setdefault(fault.fact, []).append(str(fault.sentence))
        for fact in values:
            name = f"fact-{requirement_id}-{fact}"
            kept.faults[name] = said.get(fact, [])[:1]
            if fact in {fault.fact for fault in refused}:
                kept.refuse(name, said[fact][0])
            else:
                kept.shown[name] = shown(paper, fact)


def _by_requirement(posted: QueryDict, names: Collection[str]) -> Mapping[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for name in names:
        if match := _FACT.fullmatch(name):
            found.setdefault(int(match["requirement"]), {})[match["fact"]] = posted.get(name, "")
    return found


def _keep_profile(step: Step, posted: QueryDict, names: Collection[str], kept: Kept) -> None:
    for name in names:
        match = _PROFILE.fullmatch(name)
        if match is None or match["field"] not in profile.EDITABLE:
            continue
        value: Any = posted.getlist(name) if match["field"] == "categories" else posted.get(name, "")
        value = [item for item in value if item] if isinstance(value, list) else " ".join(value.split())
        try:
            _check_length(match["field"], value)
            saved = profile.keep(
                organisation=step.case.respondent,
                by=step.viewer.person,
                at=step.viewer.now,
                **{match["field"]: value},
            )
        except Refused as reason:
            kept.refuse(name, str(reason))
        else:
            kept.faults[name] = []
            if not isinstance(value, list):
                kept.shown[name] = str(getattr(saved, match["field"]))


class TooLong(Refused):
    message = _("太长了，请只填名称。")


def _check_length(field_name: str, value: Any) -> None:
    most = getattr(VendorProfile._meta.get_field(field_name), "max_length", None)
    # The credit code has a sentence of its own.
    if most and field_name != "credit_code" and len(value) > most:
        raise TooLong


def _keep_people(step: Step, posted: QueryDict, names: Collection[str], kept: Kept) -> None:
    for person_id, typed in _by_person(posted, names):
        person = Instructor.objects.filter(
            pk=person_id, organisation=step.case.respondent_id, is_active=True
        ).first()
        if person is None:
            continue
        kept.faults |= {f"person-{person_id}-{name}": [] for name in typed}
        try:
            roster.change(
                instructor=person, by=step.viewer.person, at=step.viewer.now, **person_values(typed)
            )
        except Refused as reason:
            kept.refuse(f"person-{person_id}-{reason.field}", str(reason))
        else:
            kept.changes_roster |= "position" in typed


def person_values(typed: Mapping[str, str]) -> dict[str, Any]:
    """What the roster calls the answers of the page."""
    named = {name: value for name, value in typed.items() if name in {"name", "id_number", "speciality"}}
    return named | dict(POSITIONS.get(typed["position"], POSITIONS[""]) if "position" in typed else {})


def _by_person(posted: QueryDict, names: Collection[str]) -> Iterator[tuple[UUID, dict[str, str]]]:
    found: dict[UUID, dict[str, str]] = {}
    for name in names:
        if match := _PERSON.fullmatch(name):
            found.setdefault(UUID(match["person"]), {})[match["field"]] = posted.get(name, "")
    yield from found.items()


def typed_values(step: Step, posted: QueryDict, page: FormStep) -> dict[str, Any]:
    """The whole form with what was just typed on one page, to show it again."""
    typed = read_posted(step.schema, posted)
    raw = saved_values(step) | {name: typed[name] for name in page.fields}
    return restored_values(step.schema, context_of(step), raw)
