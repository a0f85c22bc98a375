"""Scenarios that begin by the calendar or by a message, and play on cases that the first one opened."""

from typing import Any

import pytest

from casework.scenarios.runner import ScenarioBroken, play
from casework.scenarios.script import Scenario, Step, moment
from casework.scenarios.world import World
from processes.bundle import Bundle
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.cases.handover import MESSAGE, items, receiving, sending
from tests.casework.cases.monthly import monthly

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def scenario(start: dict[str, Any], *steps: Step, **expect: Any) -> Scenario:
    return Scenario("测试", "", start, steps, expect)


def done(at: str, task: str, case: str | None = None) -> Step:
    return Step(moment(at), task=task, case=case, role="RL-03", form={"note": "办了", "ok": True})


def test_a_day_of_the_calendar_opens_the_case_that_is_played() -> None:
    deploy(bundle=monthly(respondents="[office]"), at=NOW)
    start = {"calendar": "2026-04-01", "process": "monthly"}
    report = play(scenario(start, open=["a"]))
    assert (report.problems, report.case.title) == ([], "4月 基教科")


def test_of_many_the_respondent_that_is_named_is_played() -> None:
    deploy(bundle=monthly(), at=NOW)
    start = {
        "calendar": "2026-04-01",
        "process": "monthly",
        "schools": ["甲小", "乙小"],
        "respondent": "乙小",
    }
    assert play(scenario(start, open=["a"])).case.respondent.short_name == "乙小"


def test_a_day_that_opens_nothing_breaks_the_scenario() -> None:
    deploy(bundle=monthly(), at=NOW)
    with pytest.raises(LookupError, match="2026-04-02 不是按日程发起的日子"):
        play(scenario({"calendar": "2026-04-02", "process": "monthly"}))


def test_a_receiver_is_played_alone_with_a_sender_that_stands_there() -> None:
    deploy(bundle=receiving(), at=NOW)
    start = {
        "at": "2026-04-03T09:00", "message": MESSAGE, "item": {"respondent": "甲小", "word": "一"},
        "sender": {"kind": "JC", "office": "JJK", "title": "四月检查"},
    }  # fmt: skip
    report = play(scenario(start, done("2026-04-03T10:00", "c"), path=["c"], end="结束"))
    assert report.problems == []


def test_steps_are_played_on_the_cases_that_were_opened_and_each_is_held_to_what_is_expected() -> None:
    deploy(bundle=receiving(), at=NOW)
    schools = [World().organisation(name) for name in ("甲小", "乙小")]
    made = sending(items(schools))
    begin = (
        '<bpmn:startEvent id="start" name="开始"><bpmn:extensionElements><banjie:calendar when="= true" kind="JC" '
        'office="JJK" respondents="= [office]"/></bpmn:extensionElements></bpmn:startEvent>'
    )
    text = (
        made.files["sendit/process.bpmn"].decode().replace('<bpmn:startEvent id="start" name="开始"/>', begin)
    )
    deploy(bundle=Bundle(made.main, {**made.files, "sendit/process.bpmn": text.encode()}), at=NOW)
    start = {"calendar": "2026-04-01", "process": "sendit"}
    steps = [done("2026-04-01T10:00", "a"), done("2026-04-02T10:00", "c", "乙小")]
    waiting = scenario(
        start, *steps, open=[], cases={"甲小": {"open": ["c"]}, "乙小": {"path": ["c"], "end": "结束"}}
    )
    assert play(waiting).problems == []
    wrong = play(scenario(start, *steps, open=[], cases={"甲小": {"end": "结束"}}))
    assert wrong.problems == ["甲小：结束状态应为“结束”，实际为“”"]
    answered = scenario(
        start, *steps, done("2026-04-03T10:00", "c", "甲小"), done("2026-04-03T11:00", "b"), end="结束"
    )
    assert play(answered).problems == []


def test_a_step_on_a_case_that_was_not_opened_says_so() -> None:
    deploy(bundle=monthly(respondents="[office]"), at=NOW)
    start = {"calendar": "2026-04-01", "process": "monthly"}
    with pytest.raises(ScenarioBroken, match="本案没有对 甲小 发起事项"):
        play(scenario(start, done("2026-04-01T10:00", "a", "甲小")))
