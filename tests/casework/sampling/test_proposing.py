"""A draw of a month: its pool, its points by D11a, who is guaranteed, and the page that draws again."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.calendar.models import ServiceTerm
from casework.cases.models import Case
from casework.cases.services import create_case
from casework.findings.models import Finding
from casework.organisations.models import Organisation
from casework.sampling import redraw
from casework.sampling.models import Draw, DrawnSchool, Visit
from casework.sampling.pool import months_between, pool
from casework.sampling.services.proposing import AlreadyDrawn, propose
from casework.sampling.terms import months_left
from casework.scenarios.runner import play
from casework.scenarios.script import scenarios_of
from casework.scenarios.world import World
from processes import feel
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DecisionRecord, ProcessInstance
from processes.services import decide_each, deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
SCHOOLS = ["银杏一小", "石榴小学", "云杉小学", "白桦小学", "松涛中学", "枫林中学", "梧桐中学", "海棠学校"]
AT = datetime(2026, 4, 1, 1, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    deploy(bundle=read_bundle(DEFINITIONS / "insp_month"), at=datetime(2026, 1, 1, tzinfo=UTC))
    ServiceTerm.objects.create(
        name="2025—2026学年第二学期", starts_on=date(2026, 3, 2), ends_on=date(2026, 7, 3),
        service_from=date(2026, 3, 9), service_to=date(2026, 6, 26),
    )  # fmt: skip
    made = World()
    made.office("JJK")
    for school in SCHOOLS:
        made.organisation(school)
    return made


def month(world: World, day: str = "2026-04-01") -> Case:
    (template,) = [s for path, s in scenarios_of("insp_month") if path.stem == "from_calendar_to_circular"]
    start = {"calendar": day, "process": "insp_month", "schools": SCHOOLS}
    return play(replace(template, start=start, steps=(), expect={}), world=world).case


def visited(world: World, school: str, day: date, *, again: bool = False) -> None:
    place = world.organisation(school)
    case = create_case(
        kind="JC", title="检查", source="monthly_inspection", respondent=place, office=world.office("JJK"),
        district=world.bureau(), at=AT, by=None,
    )  # fmt: skip
    Visit.objects.create(case=case, school=place, kind="JC", on=day, again=again)


def test_a_quarter_of_the_schools_is_drawn_with_the_reasons_of_each(world: World) -> None:
    visited(world, "银杏一小", date(2026, 1, 20))
    case = month(world)
    draw = Draw.objects.get(case=case)
    assert (draw.wanted, draw.owed, draw.rows.count()) == (2, 4, 8)
    assert draw.rows.exclude(how="").count() == 4
    row = draw.rows.get(school__short_name="银杏一小")
    assert (row.score, row.reasons, row.seen) == (200, [{"points": "2", "reason": "距上次检查2个月"}], False)
    never = draw.rows.get(school__short_name="松涛中学")
    assert (never.score, never.reasons) == (1200, [{"points": "12", "reason": "还没有检查过"}])
    assert DecisionRecord.objects.filter(instance=case.instance, table="D11a").count() == 8


def test_what_is_left_of_the_term_decides_how_many_places_are_owed(world: World) -> None:
    """Two a month in May and June see four of eight: the others are owed in April, and whoever is left in June."""
    for school in SCHOOLS[:5]:
        visited(world, school, date(2026, 3, 10))
    assert Draw.objects.get(case=month(world)).owed == 0
    assert Draw.objects.get(case=month(world, "2026-06-01")).owed == 3
    june = Draw.objects.latest("pk")
    drawn = set(june.rows.exclude(how="").values_list("school__short_name", flat=True))
    assert set(SCHOOLS[5:]) <= drawn


def test_whoever_is_due_again_is_drawn_first_though_seen_this_term(world: World) -> None:
    for school in SCHOOLS:
        visited(world, school, date(2026, 3, 10), again=school == "梧桐中学")
    first = Draw.objects.get(case=month(world)).rows.get(place=1)
    assert (first.school.short_name, first.how, first.due) == ("梧桐中学", DrawnSchool.How.GUARANTEE, True)
    visited(world, "梧桐中学", date(2026, 4, 10))
    assert not Draw.objects.get(case=month(world, "2026-05-06")).rows.filter(due=True).exists()


def test_a_case_is_drawn_for_once(world: World) -> None:
    case = month(world)
    with pytest.raises(AlreadyDrawn):
        propose(case=case, table="D11a", wanted=2, months=[4], seed="2", at=AT)


def test_the_pool_is_read_in_as_many_statements_for_many_schools_as_for_few(world: World) -> None:
    case = month(world)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            pool(case=Case.objects.get(pk=case.pk), term_from=None, day=date(2026, 4, 1))
        return len(caught)

    few = asked()
    for number in range(10):
        world.organisation(f"第{number}小学")
        visited(world, f"第{number}小学", date(2026, 3, 10))
    assert asked() == few


def test_the_pool_counts_serious_findings_and_late_rectifications(world: World) -> None:
    school = world.organisation("松涛中学")
    late = create_case(
        kind="ZG", title="整改", source="patrol", respondent=school, office=world.office("JJK"),
        district=world.bureau(), at=AT, by=None,
    )  # fmt: skip
    from casework.calendar.services import set_deadline

    set_deadline(
        holder=late.pk, name="rectify", length=3, unit="WD", starts_on=date(2026, 3, 9), at=AT, verb="送达"
    )
    for number, (severity, day) in enumerate(
        [(3, date(2026, 3, 1)), (4, date(2025, 12, 1)), (2, date(2026, 3, 1))], 1
    ):
        Finding.objects.create(
            case=late, ordinal=number, code="SF-6", severity=severity, fact="…", found_on=day
        )
    known = {
        one.school.short_name: one.facts for one in pool(case=late, term_from=None, day=date(2026, 4, 1))
    }
    assert (known["松涛中学"]["overdue_rectifications"], known["松涛中学"]["serious_findings"]) == (1, 1)
    assert (known["枫林中学"]["overdue_rectifications"], known["枫林中学"]["serious_findings"]) == (0, 0)


NOTHING: dict[str, Any] = {
    "overdue_rectifications": 0, "serious_findings": 0, "missed_patrols": 0, "satisfaction": None, "permits": 0,
    "months_since_visit": 0, "last_visit": "2026-03-10", "seen_this_term": True, "due_again": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rows", "points"),
    [
        ({}, [], "0"),
        ({"overdue_rectifications": 2}, ["D11a-1"], "6"),
        ({"serious_findings": 3}, ["D11a-2"], "6"),
        ({"missed_patrols": 4}, ["D11a-3"], "4"),
        ({"satisfaction": 0.79}, ["D11a-4"], "2"),
        ({"satisfaction": 0.8}, [], "0"),
        ({"permits": 3}, ["D11a-5"], "0.6"),
        ({"months_since_visit": 5}, ["D11a-6"], "5"),
        (
            {"overdue_rectifications": 1, "permits": 5, "months_since_visit": 12},
            ["D11a-1", "D11a-5", "D11a-6"],
            "16",
        ),
    ],
)
def test_each_row_of_the_table_gives_its_points(
    world: World, changes: dict[str, Any], rows: list[str], points: str
) -> None:
    instance = ProcessInstance.objects.select_related("version").get(key=month(world).pk)
    (result,) = decide_each(
        instance=instance, table="D11a", data=[{"candidate": {**NOTHING, **changes}}], at=AT
    )
    record = DecisionRecord.objects.latest("pk")
    assert record.matched == rows
    total = sum((Decimal(str(feel.from_json(hit["points"]))) for hit in result or []), Decimal(0))
    assert total == Decimal(points)


@pytest.mark.parametrize(
    ("last", "months"),
    [(None, 12), (date(2026, 4, 1), 0), (date(2026, 3, 2), 0), (date(2026, 3, 1), 1), (date(2020, 1, 1), 12)],
)
def test_months_since_the_last_visit_are_whole_ones(last: date | None, months: int) -> None:
    assert months_between(last, date(2026, 4, 1)) == months


def test_months_of_inspection_that_are_left_in_a_term() -> None:
    months = [9, 10, 11, 12, 1, 3, 4, 5, 6]
    assert months_left(date(2026, 4, 1), date(2026, 6, 26), months) == 2
    assert months_left(date(2025, 9, 1), date(2026, 1, 16), months) == 4
    assert months_left(date(2026, 6, 1), date(2026, 6, 26), months) == 0


def browser(world: World, role: str, place: Organisation) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(world.actor(role=role, scope=place, at=AT))
    return client


def test_whoever_sees_the_case_draws_again_and_takes_the_pool_home(world: World) -> None:
    case = month(world)
    client = browser(world, "RL-03", world.office("JJK"))
    address = reverse("sampling:draw", args=[case.pk])
    assert address in client.get(reverse("cases:case", args=[case.pk])).content.decode()
    page = client.get(address).content.decode()
    assert Draw.objects.get().seed in page
    assert "还没有检查过" in page
    assert "<strong>一致</strong>" in client.post(address).content.decode()
    kept = json.loads(client.get(reverse("sampling:pool", args=[case.pk])).content)
    assert redraw.agrees(kept)
    assert b"def draw(" in client.get(reverse("sampling:source")).content
    school = browser(world, "RL-20", world.organisation("松涛中学"))
    assert [school.get(address).status_code, school.post(address).status_code] == [404, 404]


def test_a_draw_that_was_tampered_with_is_told(world: World) -> None:
    case = month(world)
    DrawnSchool.objects.filter(draw__case=case, how="").update(score=99_999)
    DrawnSchool.objects.filter(draw__case=case, place=1).update(score=0)
    answer = browser(world, "RL-03", world.office("JJK")).post(reverse("sampling:draw", args=[case.pk]))
    assert answer.status_code == 422
    assert "不一致" in answer.content.decode()
