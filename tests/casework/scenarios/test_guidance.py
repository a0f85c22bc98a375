"""What guidance visits leave behind: advice, rectification, rows of the order."""

from datetime import UTC, datetime
from typing import Any

import pytest

from casework.cases.models import Case
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.sampling.models import Visit
from casework.scenarios.runner import play
from processes.models import DecisionRecord, ProcessInstance
from processes.services import decide_each
from tests.casework.letters.test_letters_of_a_case import text_of
from tests.casework.scenarios.plays import plays_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployed")]
BY_NAME = plays_of("visit_guid", "visit_guid_school")


def test_the_advice_says_what_was_seen_and_when_somebody_comes_back() -> None:
    case = play(BY_NAME["visit_guid_school/improved"]).case
    said = text_of(Letter.objects.get(case=case))
    for part in ("视导指导意见书", "2026年3月24日", "C（一般）", "增开劳动类课程", "2026年5月6日"):
        assert part in said, part
    assert "{{" not in said
    assert Visit.objects.get(case=case).kind == "SD"


def test_what_is_grave_is_rectified_at_once_by_the_centre() -> None:
    visit = play(BY_NAME["visit_guid_school/grave_on_the_spot"]).case
    opened = Case.objects.get(kind=Case.Kind.RECTIFICATION, sender=visit)
    assert (opened.source, opened.office.code) == (Case.Source.GUIDANCE, "JSFZ")
    assert [(f.code, f.severity) for f in Finding.objects.filter(case=opened)] == [("VF-6", 4)]


@pytest.mark.parametrize(
    ("changes", "row"),
    [({"serious_findings": 2}, "GUID-ORDER-2"), ({"satisfaction": 0.7}, "GUID-ORDER-3")],
)
def test_rows_of_the_order_that_no_story_has_facts_for(changes: dict[str, Any], row: str) -> None:
    case = play(BY_NAME["visit_guid/plan_returned"]).case
    nothing = {"months_since_visit": 0, "serious_findings": 0, "satisfaction": None, "last_visit": None}
    decide_each(
        instance=ProcessInstance.objects.select_related("version").get(key=case.pk),
        table="GUID_ORDER",
        data=[{"candidate": nothing | changes}],
        at=datetime(2026, 4, 1, tzinfo=UTC),
    )
    assert DecisionRecord.objects.latest("pk").matched == [row]
