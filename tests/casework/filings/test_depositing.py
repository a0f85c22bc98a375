"""What is handed in is frozen, judged as it was, and filed as it was; the next one of a unit changes the one before."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from casework.calendar.services import seed_official, set_deadline
from casework.cases.models import Case
from casework.cases.services import create_case
from casework.filings.checking import standing
from casework.filings.facts import deposit_facts, effective_filing, likeness_facts
from casework.filings.models import Deposit, Filing
from casework.filings.services.accepting import NothingToFile, accept
from casework.filings.services.comparing import compare
from casework.filings.services.depositing import NothingHandedIn, hand_in
from casework.filings.verification import verify
from casework.organisations.models import Organisation
from documents.services import store_bytes
from processes.models import ProcessInstance, ProcessVersion, Submission
from tests.casework.papers.world import NOW, World
from tests.documents import files

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
SUBJECT = "发放方案"


@pytest.fixture
def world(db: None) -> World:
    seed_official()
    return World()


def matter(world: World, unit: Organisation | None = None) -> Case:
    """A case of the school with a process of no steps, so that forms can be filled in."""
    version, _ = ProcessVersion.objects.get_or_create(
        process_id="p", number=1, defaults={"name": "p", "folder": "p", "digest": "0", "deployed_at": NOW}
    )
    case = create_case(
        kind="RX", title="备案", source="application", respondent=unit or world.school, office=world.cyg,
        district=world.bureau, at=NOW, by=None,
    )  # fmt: skip
    case.instance = ProcessInstance.objects.create(version=version, key=case.pk, state="", started_at=NOW)
    case.save()
    return case


def fill_in(case: Case, form: str, world: World, at: datetime = NOW, **values: Any) -> None:
    assert case.instance is not None
    Submission.objects.create(
        task_id=uuid4(), instance=case.instance, process_id="p", element_id=form, form=form, values=values,
        by=world.lead, at=at,
    )  # fmt: skip


def handed_in(
    world: World, text: str = "方案", unit: Organisation | None = None, at: datetime = NOW, **more: Any
) -> Deposit:
    case = matter(world, unit)
    fill_in(case, "plan", world, text=text, **more)
    return hand_in(case=case, subject=SUBJECT, forms=["plan"], by=world.lead, at=at)


def test_a_deposit_holds_the_latest_of_each_form_and_the_hash_of_every_file_that_they_name(
    world: World,
) -> None:
    case = matter(world)
    version = store_bytes(
        holder=case.pk, type_code="ATTACHMENT", name="纪要.pdf", content=files.pdf(), by=world.lead, at=NOW,
        title="纪要",
    )  # fmt: skip
    fill_in(case, "plan", world, text="旧的")
    later = NOW + timedelta(hours=1)
    fill_in(case, "plan", world, later, text="新的", rows=[{"file": [str(version.pk)]}])
    made = hand_in(case=case, subject=SUBJECT, forms=["plan", "never"], by=world.lead, at=later)
    assert [(form["form"], form["values"]["text"]) for form in made.content["forms"]] == [("plan", "新的")]
    assert [file["sha256"] for file in made.content["files"]] == [version.sha256]
    # What is said afterwards is not in it.
    fill_in(case, "plan", world, later + timedelta(hours=1), text="改过的")
    assert deposit_facts(case.pk, NOW)["deposit"]["forms"]["plan"]["text"] == "新的"


def test_nothing_filled_in_is_nothing_to_hand_in_and_nothing_to_file(world: World) -> None:
    case = matter(world)
    with pytest.raises(NothingHandedIn):
        hand_in(case=case, subject=SUBJECT, forms=["plan"], by=None, at=NOW)
    with pytest.raises(NothingToFile):
        accept(case=case, subject=SUBJECT, by=None, at=NOW)


@pytest.mark.parametrize(("after", "late"), [(0, 0), (7, 0), (8, 1), (12, 4)])
def test_working_days_after_the_deadline_are_counted(world: World, after: int, late: int) -> None:
    case = matter(world)
    fill_in(case, "plan", world)
    monday = datetime.fromisoformat("2025-11-03T09:00+08:00")
    # Until Monday 10 November; a Saturday after it is as late as the Friday before.
    set_deadline(
        holder=case.pk, name="due", length=5, unit="WD", starts_on=monday.date(), at=monday, verb="收到"
    )
    made = hand_in(
        case=case, subject=SUBJECT, forms=["plan"], by=None, deadline="due", at=monday + timedelta(days=after)
    )
    assert made.late_days == late


def test_the_database_refuses_to_change_or_delete_what_was_handed_in(world: World) -> None:
    made = handed_in(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deposit.objects.filter(pk=made.pk).update(late_days=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deposit.objects.filter(pk=made.pk)._raw_delete("default")


def test_what_is_filed_is_the_frozen_text_and_a_later_one_changes_it(world: World) -> None:
    first = handed_in(world, "一")
    filed = accept(case=first.case, subject=SUBJECT, by=None, at=NOW, valid_from=date(2026, 3, 1))
    assert (filed.kind, filed.snapshot, filed.deposit) == (Filing.Kind.SUBJECT, first.snapshot, first)
    second = handed_in(world, "二")
    changed = accept(case=second.case, subject=SUBJECT, by=None, at=NOW, valid_from=date(2026, 9, 1))
    assert (changed.kind, changed.changes) == (Filing.Kind.CHANGE, filed)
    other = handed_in(world, "三", world.other_school)
    assert accept(case=other.case, subject=SUBJECT, by=None, at=NOW).changes is None
    assert list(verify()) == []
    with pytest.raises(NothingToFile):
        accept(case=second.case, subject=SUBJECT, by=None, at=NOW)
    found = effective_filing(str(world.school.pk), SUBJECT, date(2026, 9, 1))
    assert found is not None
    assert (found["number"], found["changes"]) == (changed.number, filed.number)


def test_the_filing_that_holds_on_a_day_is_the_latest_whose_time_includes_it(world: World) -> None:
    for text, begins in (("一", date(2026, 3, 1)), ("二", date(2026, 9, 1))):
        made = handed_in(world, text, rates=[{"rate": "80.00"}])
        accept(
            case=made.case, subject=SUBJECT, by=None, at=NOW, valid_from=begins, valid_to=date(2027, 8, 31)
        )
    school = str(world.school.pk)

    def text_on(day: date) -> str | None:
        found = effective_filing(school, SUBJECT, day)
        return found["forms"]["plan"]["text"] if found else None

    assert [text_on(date(2026, 2, 28)), text_on(date(2026, 3, 1)), text_on(date(2026, 9, 1))] == [
        None,
        "一",
        "二",
    ]
    assert text_on(date(2027, 9, 1)) is None
    assert effective_filing(str(world.other_school.pk), SUBJECT, date(2026, 9, 1)) is None


def test_the_code_of_a_receipt_says_whether_it_holds_and_shows_nothing_of_the_text(
    world: World, client: Client
) -> None:
    made = handed_in(world, "每课时八十元")
    filed = accept(case=made.case, subject=SUBJECT, by=None, at=NOW, timeliness="按时备案")
    page = client.get(f"/check/{filed.token}/").content.decode()
    assert all(word in page for word in (filed.number, SUBJECT, filed.sha256[:12], "现在有效", "<svg"))
    assert "八十" not in page
    again = handed_in(world, "二")
    later = accept(case=again.case, subject=SUBJECT, by=None, at=NOW)
    assert later.number in client.get(f"/check/{filed.token}/").content.decode()


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 2, 28), "early"), (date(2026, 3, 1), "valid"), (date(2026, 7, 1), "over")]
)
def test_a_filing_holds_from_its_first_to_its_last_day(world: World, day: date, said: str) -> None:
    made = handed_in(world)
    filed = accept(
        case=made.case,
        subject=SUBJECT,
        by=None,
        at=NOW,
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 6, 30),
    )
    assert standing(filed, changed_by=None, day=day) == said


def test_a_text_is_compared_with_the_latest_of_each_other_unit_and_names_do_not_count(world: World) -> None:
    text = "按课时分级分类发放补助，初级、中级、高级教师标准不同，奖优罚劣。"
    case = matter(world)
    compare(case=case, subject=SUBJECT, text=text, field="plan.text", at=NOW)
    assert likeness_facts(case.pk, NOW)["likeness"] == {"percent": 0, "compared": 0, "nearest": None}
    handed_in(world, world.school.name + text)  # its own
    handed_in(world, world.other_school.name + text, world.other_school)
    found = compare(case=case, subject=SUBJECT, text=world.school.name + text, field="plan.text", at=NOW)
    assert found.nearest is not None
    assert (found.percent, found.compared, found.nearest.filer) == (Decimal(100), 1, world.other_school)
    handed_in(world, "完全不一样的另一份文本", world.other_school, NOW + timedelta(days=1))
    assert compare(case=case, subject=SUBJECT, text=text, field="plan.text", at=NOW).percent < 10
