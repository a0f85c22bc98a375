"""An operation that fails because nobody said what it must know fails with the table or form that should have said it."""

from typing import Any

import pytest

from processes import registry
from processes.bundle import Bundle
from processes.engine.failures import StepFailed
from processes.registry import OperationContext
from tests.processes.diagrams import bundle, chain, diagram, end, service, start, user_task
from tests.processes.engine.conftest import Machine

COLUMNS = (("days", "期限", "5"), ("who", "签发", "null"))
TABLE = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">'
    '<decision id="D1" name="期限与签发"><decisionTable hitPolicy="FIRST">'
    + "".join(f'<output id="{name}" name="{name}" label="{label}"/>' for name, label, _text in COLUMNS)
    + '<rule id="r1">'
    + "".join(f"<outputEntry><text>{text}</text></outputEntry>" for _name, _label, text in COLUMNS)
    + "</rule></decisionTable></decision></definitions>"
).encode()
RULE = (
    '<bpmn:businessRuleTask id="decide" name="判定"><bpmn:extensionElements>'
    '<banjie:decision ref="D1" result="terms"/></bpmn:extensionElements></bpmn:businessRuleTask>'
)


@registry.operation("test.upper", title="写成大写")
def upper(context: OperationContext, *, text: str, other: str = "") -> None:
    if text == "not today":
        raise ValueError("今天不行")
    text.upper()
    other.upper()


def decided(text: str, other: str = "= terms.days") -> Bundle:
    body = start() + user_task("u") + RULE + service("s", "test.upper", text=text, other=other) + end()
    made = bundle(diagram(body + chain("start", "u", "decide", "s", "end")))
    return Bundle(made.main, {**made.files, "trial/D1.dmn": TABLE})


def cause(made: Bundle, **answers: Any) -> str:
    machine = Machine(made, {})
    with pytest.raises(StepFailed) as failed:
        machine.complete("u", **answers)
    return failed.value.cause.sentence


def test_the_row_of_the_table_that_left_it_empty_is_named() -> None:
    assert cause(decided("= terms.who")) == "决策表“期限与签发”第1行没有给出“签发”"


def test_the_field_of_the_form_that_was_left_empty_is_named() -> None:
    assert cause(decided("= u.note"), note=None) == "“任务u”里没有填“说明”"


def test_what_says_itself_what_is_wrong_is_left_to_say_it() -> None:
    assert cause(decided("not today")) == "今天不行"


def test_nothing_is_made_up_where_all_was_said() -> None:
    assert cause(decided("= u.note", other="= terms.days"), note="好") == "有一项数据的类型或取值不对"
