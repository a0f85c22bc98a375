"""A change goes from the manager over the office to the deputy director, takes effect on its day, and comes back."""

from datetime import date, timedelta

import pytest

from casework.cases.services import NotAllowed, run_due
from casework.changes.models import ChangeSet
from casework.changes.services import NotReady, drafts_of, take_up
from casework.letters.models import Copy, Letter
from casework.organisations.models import Membership
from processes.services import draft_bundle, save_draft_file, version_in_force
from tests.casework.changes.conftest import AT
from tests.casework.changes.desk import FORM, SOON, Desk

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def test_from_the_draft_to_the_version_in_force_and_the_signed_notice(desk: Desk) -> None:
    desk.edit()
    case = desk.hand_in()
    assert case.number.startswith("QSH-ZC-2026-")
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    assert desk.change.status == ChangeSet.Status.PUBLISHED
    assert version_in_force("main", on=SOON - timedelta(days=1)) == desk.version
    new = version_in_force("main", on=SOON)
    assert (new.number, new.deployed_by) == (2, desk.bureau.deputy)
    assert draft_bundle(drafts_of(desk.change).get()).digest == new.digest
    letter = Letter.objects.get(case=case)
    assert "缩短期限" in letter.title
    assert Copy.objects.get(letter=letter).recipient == desk.bureau.school


def test_who_drafted_or_confirmed_it_does_not_approve_it(desk: Desk) -> None:
    for person, role, place in (
        (desk.bureau.manager, "RL-04", desk.bureau.office),
        (desk.bureau.head, "RL-01", desk.bureau.bureau),
    ):
        Membership.objects.create(person=person, organisation=place, role=role, valid_from=date(2020, 1, 1))
    desk.edit()
    desk.hand_in()
    with pytest.raises(NotAllowed):
        desk.do(desk.bureau.manager, "confirmed")
    desk.do(desk.bureau.head, "confirmed")
    with pytest.raises(NotAllowed):
        desk.do(desk.bureau.head, "approved")


def test_one_that_was_returned_is_revised_and_handed_in_again(desk: Desk) -> None:
    desk.edit()
    desk.hand_in()
    desk.do(desk.bureau.head, "returned", comment="写清楚一点")
    assert desk.change.is_open
    desk.do(desk.bureau.manager, "again", note="写清楚了")
    assert desk.change.status == ChangeSet.Status.REVIEW
    assert desk.task().element_id == "confirm_change"


def test_one_that_was_returned_may_be_given_up(desk: Desk) -> None:
    desk.edit()
    desk.hand_in()
    desk.do(desk.bureau.head, "returned", comment="不必改")
    desk.do(desk.bureau.manager, "given_up")
    desk.change.refresh_from_db()
    assert desk.change.status == ChangeSet.Status.ABANDONED
    assert desk.change.case
    assert desk.change.case.outcome == "已放弃"


def test_it_is_taken_back_by_two_persons_and_the_old_version_holds_again(desk: Desk) -> None:
    desk.edit()
    desk.hand_in()
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    later = AT + timedelta(days=13)
    desk.do(desk.bureau.manager, "withdraw", at=later, reason="学校填不出来")
    desk.do(desk.bureau.deputy, "approved", at=later)
    assert desk.change.status == ChangeSet.Status.WITHDRAWN
    assert desk.change.withdrawn_because == "学校填不出来"
    assert version_in_force("main", on=later.date()) == desk.version


def test_five_working_days_after_it_took_effect_it_stays(desk: Desk) -> None:
    desk.edit()
    case = desk.hand_in()
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    run_due(at=AT + timedelta(days=40))
    case.refresh_from_db()
    assert case.outcome == "已施行"
    assert version_in_force("main", on=SOON).number == 2


def test_pilots_take_it_first(desk: Desk) -> None:
    desk.edit()
    desk.hand_in(pilots=[desk.bureau.school], pilot_until=date(2026, 6, 30))
    desk.do(desk.bureau.head, "confirmed")
    desk.do(desk.bureau.deputy, "approved")
    assert version_in_force("main", on=SOON, scope=str(desk.bureau.school.pk)).number == 2
    assert version_in_force("main", on=SOON).number == 1
    assert version_in_force("main", on=date(2026, 7, 1)).number == 2


def test_what_is_not_changed_or_does_not_pass_the_check_is_not_handed_in(desk: Desk) -> None:
    with pytest.raises(NotReady, match="还没有改动"):
        desk.hand_in()
    draft = take_up(change=desk.change, version=desk.version, by=desk.bureau.manager, at=AT)
    save_draft_file(draft=draft, path=FORM, content="{", revision=1, at=AT, by=desk.bureau.manager)
    with pytest.raises(NotReady) as refused:
        desk.hand_in()
    assert refused.value.faults[0].draft == draft
    assert desk.change.case is None
