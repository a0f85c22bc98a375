"""Permits with the papers that they rest on, handed in and verified."""

from datetime import date
from typing import Any

from casework.papers.models import Paper, Requirement
from casework.papers.services import handing_in, verification
from casework.permits.models import Permit
from tests.casework.papers.world import NOW, World
from tests.casework.permits.granted import Granted


def attach(world: World, granted: Granted, code: str, **facts: Any) -> Paper:
    """One paper of type ``code`` for the permit, beside those that it has."""
    case = granted.application.case
    there = [row.type_code for row in case.requirements.all()]
    world.ask(case, [*there, code], granted.people)
    requirement = case.requirements.get(type_code=code)
    paper = world.answer(requirement, **facts)
    by = world.lead if requirement.is_for_school else world.clerk
    handing_in.hand_in(case=case, by=by, at=NOW, is_for_school=requirement.is_for_school)
    return verification.verify(paper=Paper.objects.get(pk=paper.pk), method="ORIGINAL", by=world.lead, at=NOW)


def renew(world: World, paper: Paper, valid_to: date | None = None, **facts: Any) -> Paper:
    """Answer the open renewal with a newer paper, handed in and verified."""
    requirement = Requirement.objects.get(case__kind="DQ", type_code=paper.type_code)
    facts = facts | ({"valid_to": valid_to} if valid_to else {})
    new = world.answer(requirement, **facts)
    world.hand_in(requirement.case)
    return verification.verify(paper=Paper.objects.get(pk=new.pk), method="ORIGINAL", by=world.lead, at=NOW)


def state_of(permit: Permit) -> tuple[str, date | None]:
    permit.refresh_from_db()
    return permit.state, permit.changed_on
