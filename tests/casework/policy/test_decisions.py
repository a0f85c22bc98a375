"""A decision keeps the values that its table read: a later change is used from its day on, and rewrites nothing."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.organisations.standing import standing_of
from casework.policy.facts import history_facts, value_on
from casework.policy.models import ParameterValue
from casework.policy.services import confirm, propose, withdraw
from processes.models import DecisionRecord, UserTask
from processes.services import DeployRefused, deploy

from .conftest import AT, Bureau
from .tables import process

pytestmark = pytest.mark.persistence
LATER = AT + timedelta(days=30)


def opened(bureau: Bureau, at: datetime = AT, **texts: str) -> Case:
    with transaction.atomic():
        version = deploy(bundle=process(**texts), at=at)
        case = create_case(
            kind="ZG", title="测试", source="patrol", respondent=bureau.school, office=bureau.office,
            district=bureau.bureau, at=at, by=bureau.officer,
        )  # fmt: skip
        return start_process(case=case, version=version, data={}, at=at, by=bureau.officer)


def carry_on(bureau: Bureau, case: Case, at: datetime) -> None:
    task = UserTask.objects.open().get(instance__key=case.pk)
    who = standing_of(bureau.officer, at.date())
    complete_task(task_id=task.pk, raw={"note": "好"}, by=bureau.officer, standing=who, at=at)


def cap(bureau: Bureau, value: Any, day: date) -> None:
    row = propose(
        code="PRM_PAY_CAP", value=value, effective_from=day, source="演示参数，非政策数值", demonstration=True,
        by=bureau.finance, at=AT,
    )  # fmt: skip
    confirm(value=row, by=bureau.head, at=AT)


def kept(case: Case) -> list[DecisionRecord]:
    return list(DecisionRecord.objects.filter(instance__key=case.pk).order_by("pk"))


def test_while_nobody_has_entered_a_value_the_table_is_told_so(bureau: Bureau) -> None:
    (record,) = kept(opened(bureau))
    assert record.result == "无法判定"
    assert record.inputs["parameters"] == {"PRM_PAY_CAP": None}
    assert record.inputs["parameter sources"]["PRM_PAY_CAP"]["clause"] == "实施方案三（三）2"


def test_a_change_holds_from_its_day_on_and_an_earlier_decision_keeps_the_old_value(bureau: Bureau) -> None:
    cap(bureau, 100, date(2025, 9, 1))
    case = opened(bureau)
    cap(bureau, 70, LATER.date())
    carry_on(bureau, case, LATER)
    before, after = kept(case)
    assert (before.result, before.inputs["parameters"]) == ("不超过", {"PRM_PAY_CAP": 100})
    assert (after.result, after.inputs["parameters"]) == ("超过", {"PRM_PAY_CAP": 70})
    assert before.inputs["parameter sources"]["PRM_PAY_CAP"] == {
        "source": "演示参数，非政策数值",
        "clause": "实施方案三（三）2",
        "since": "2025-09-01",
        "demonstration": True,
    }
    assert after.inputs["parameter sources"]["PRM_PAY_CAP"]["since"] == "2026-05-24"


def test_a_decision_about_another_day_reads_the_value_of_that_day_and_keeps_all_that_was_known(
    bureau: Bureau,
) -> None:
    cap(bureau, 100, date(2025, 9, 1))
    cap(bureau, 70, LATER.date())
    before = "80 > value on(parameter history.PRM_PAY_CAP, date(2026, 5, 23))"
    from_then = "80 > value on(parameter history.PRM_PAY_CAP, date(2026, 5, 24))"
    (record,) = kept(opened(bureau, LATER + timedelta(days=9), cell=before))
    assert record.result == "不超过"
    stretches = record.inputs["parameter history"]["PRM_PAY_CAP"]
    assert [(one["since"], one["value"]) for one in stretches] == [
        (None, None),
        ("2025-09-01", 100),
        ("2026-05-24", 70),
    ]
    # It is known before its day, and was not known before it was confirmed.
    assert kept(opened(bureau, cell=from_then))[0].result == "超过"
    assert kept(opened(bureau, AT - timedelta(days=1), cell=from_then))[0].result == "无法判定"


def test_a_value_that_was_taken_back_holds_for_the_days_before(bureau: Bureau) -> None:
    cap(bureau, 100, date(2025, 9, 1))
    later = ParameterValue.objects.get(code="PRM_PAY_CAP")
    withdraw(value=later, by=bureau.manager, at=LATER)
    stretches = history_facts(bureau.school.pk, LATER)["parameter history"]["PRM_PAY_CAP"]
    assert value_on(stretches, LATER.date() - timedelta(days=1)) == 100
    assert value_on(stretches, LATER.date()) is None


def test_the_day_is_the_one_in_shanghai(bureau: Bureau) -> None:
    cap(bureau, 100, date(2026, 4, 25))
    late = AT.replace(hour=23, minute=59)
    assert kept(opened(bureau, late))[0].result == "无法判定"
    assert kept(opened(bureau, late + timedelta(minutes=1)))[0].result == "不超过"


def test_an_expression_that_names_an_undeclared_parameter_is_not_deployed(db: None) -> None:
    with pytest.raises(DeployRefused, match="PRM_PAY_CAPS 没有登记"):
        deploy(bundle=process(cell="80 > parameters.PRM_PAY_CAPS"), at=AT)


def test_a_step_that_rests_on_a_clause_which_is_not_there_is_not_deployed(db: None) -> None:
    with pytest.raises(DeployRefused) as refused:
        deploy(bundle=process(clause="实施方案二（二）1；DT-205"), at=AT)
    (problem,) = refused.value.problems
    assert (problem.path, problem.element, problem.name) == ("trial/process.bpmn", "ask", "任务ask")
    assert "“实施方案”里没有“二（二）1”这一条" in problem.message


def test_a_text_that_quotes_no_registered_document_says_what_it_likes(db: None) -> None:
    assert deploy(bundle=process(clause="某某办法二（二）1；DT-205"), at=AT).number == 1
