"""A decision is evaluated with what it requires, and sees nothing else (DMN 10.4)."""

from typing import Any

import pytest

from processes.decisions import InvalidDecision, decide
from processes.feel import FeelFailure

from ..conftest import dmn, table_xml
from .conftest import Decide, data, decision, knowledge, literal

LEVELS = (
    data("Monthly-Income", "number")
    + decision("Yearly Income", "Monthly-Income * 12", needs="?Monthly-Income", of="number")
    + decision("D", 'if Yearly Income > 1000 then "高" else "低"', needs="!YearlyIncome", of="string")
)


def test_required_decisions_are_evaluated_first_and_names_may_hold_signs(ask: Decide) -> None:
    assert ask(LEVELS, {"Monthly-Income": 100}) == "高"
    assert ask(LEVELS, {"Monthly-Income": 1}) == "低"


def test_a_decision_is_found_by_id_too(ask: Decide) -> None:
    assert ask(LEVELS, {"Monthly-Income": 2}, name="YearlyIncome") == 24
    assert ask(LEVELS, {"Monthly-Income": 2}, name="Yearly  Income") == 24


def test_what_is_not_required_cannot_be_seen(ask: Decide) -> None:
    body = data("a") + decision("E", "1") + decision("D", "[a, E]")
    assert ask(body, {"a": 1}) == [None, None]


def test_a_missing_input_is_null_with_a_warning(ask: Decide) -> None:
    warnings: list[str] = []
    assert ask(data("a") + decision("D", "a = null", needs="?a"), warnings=warnings) is True
    assert warnings == ["没有给出输入“a”，按空值处理。"]


def test_an_unknown_decision_names_what_there_is() -> None:
    with pytest.raises(InvalidDecision, match="“Yearly Income”、“D”"):
        decide(dmn(LEVELS), "X", {})


def test_knowledge_models_call_one_another_and_themselves(ask: Decide) -> None:
    body = (
        knowledge("twice", "n: number", "n * 2")
        + knowledge("fact", "n: number", "if n < 2 then 1 else n * fact(n - 1)", needs="$twice")
        + knowledge("both", "n", "[twice(n), fact(n: n)]", needs="$twice $fact")
        + decision("D", "both(4)", needs="$both")
    )
    assert ask(body) == [8, 24]
    assert ask(body, {"n": 3}, name="both") == [6, 6]


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_functions_from_outside_are_refused_with_a_warning(ask: Decide, kind: str) -> None:
    warnings: list[str] = []
    body = knowledge("f", "n", "n", kind=kind) + decision("D", "f(1)", needs="$f")
    assert ask(body, warnings=warnings) is None
    assert f"外部函数（{kind}）" in warnings[0]


def test_a_requirement_of_itself_is_null(ask: Decide) -> None:
    assert ask(decision("D", "[1, E]", needs="!E") + decision("E", "D", needs="!D")) == [1, None]


def test_a_decision_without_logic_is_made_outside_and_given(ask: Decide) -> None:
    body = decision("opinion", "<description/>", of="string") + decision(
        "D", '"意见：" + opinion', needs="!opinion"
    )
    assert ask(body, {"opinion": "好"}) == "意见：好"
    warnings: list[str] = []
    assert ask(body, warnings=warnings) is None
    assert "“opinion”没有表达式" in warnings[0]


def test_a_date_that_cannot_be_read_is_null_in_a_model(ask: Decide) -> None:
    assert ask(decision("D", '@"foo" = null')) is True


def test_a_broken_expression_is_null_and_the_rest_goes_on(ask: Decide) -> None:
    warnings: list[str] = []
    body = decision("E", "1 +") + decision("D", "[E, 2]", needs="!E")
    assert ask(body, warnings=warnings) == [None, 2]
    assert "“E”的表达式有误" in warnings[0]


def test_a_runaway_decision_is_null_with_the_limit_named(ask: Decide) -> None:
    warnings: list[str] = []
    body = knowledge("f", "n", "f(n + 1)") + decision("D", "f(1)", needs="$f")
    assert ask(body, warnings=warnings) is None
    assert "函数调用层数过多" in warnings[0]


SERVICE = (
    data("a", "number")
    + decision("half", "100", of="number")
    + decision("out", "a + half", needs="?a !half")
    + decision("other", "a", needs="?a")
    + '<decisionService id="S" name="S"><variable name="S"/><outputDecision href="#out"/>{more}'
    + '<inputDecision href="#half"/><inputData href="#a"/></decisionService>'
    + decision("D", "S({arguments})", needs="$S")
)


@pytest.mark.parametrize(
    ("arguments", "result"),
    [("1, 10", 11), ("half: 10, a: 1", 11), ("1", None), ("b: 1, half: 2", None), ('"x", 2', None)],
)
def test_a_service_is_called_with_data_first_then_decisions(ask: Decide, arguments: str, result: Any) -> None:
    assert ask(SERVICE.format(more="", arguments=arguments)) == result


def test_a_service_with_several_outputs_gives_a_context(ask: Decide) -> None:
    body = SERVICE.format(more='<outputDecision href="#other"/>', arguments="1, 10")
    assert ask(body) == {"out": 11, "other": 1}
    assert ask(body, {"a": 2, "half": 3}, name="S") == {"out": 5, "other": 2}


def test_decisions_of_imported_files_are_seen_under_the_name_of_the_import(ask: Decide) -> None:
    other = data("who", "string") + decision("Say Hello", '"你好，" + who', needs="?who")
    imported = dmn(other).replace(b'namespace="x"', b'namespace="urn:b"')
    body = '<import namespace="urn:b" name="Model B"/>' + decision(
        "D", "Model B.Say Hello", needs="!urn:b#SayHello"
    )
    for inputs in ({"who": "张三"}, {"Model B": {"who": "张三"}}):
        assert ask(body, inputs, imports={"urn:b": imported}) == "你好，张三"
    warnings: list[str] = []
    assert ask(body, {"who": "张三"}, warnings=warnings) is None
    assert "urn:b#SayHello 找不到" in warnings[0]


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ('S(B.given: "甲", own: "乙")', "甲乙"),
        ('S("乙", "甲")', "甲乙"),
        ('S(given: "甲", own: "乙")', None),
        ('S(B.given.more: "甲", own: "乙")', None),
    ],
)
def test_a_service_takes_decisions_of_imported_files_under_the_name_of_the_import(
    ask: Decide, call: str, result: Any
) -> None:
    imported = _in("urn:b", decision("given", '"没有人问"', of="string"))
    body = (
        '<import namespace="urn:b" name="B"/>'
        + data("own", "string")
        + decision("out", "B.given + own", needs="!urn:b#given ?own")
        + '<decisionService id="S" name="S"><variable name="S"/><outputDecision href="#out"/>'
        + '<inputDecision href="urn:b#given"/><inputData href="#own"/></decisionService>'
        + decision("D", call, needs="$S")
    )
    assert ask(body, imports={"urn:b": imported}) == result
    for given in ({"given": "甲"}, {"B": {"given": "甲"}}, {"B.given": "甲", "given": "丙"}):
        inputs = {**given, "own": "乙"}
        assert ask(body, inputs, imports={"urn:b": imported}, name="S") == "甲乙"


def test_files_that_two_import_have_inputs_of_their_own_for_each(ask: Decide) -> None:
    last = _in("urn:c", data("who", "string"))
    middle = _in(
        "urn:b",
        '<import namespace="urn:c" name="I"/>'
        + data("who", "string")
        + decision("E", "who + I.who", needs="?who ?urn:c#who"),
    )
    body = (
        '<import namespace="urn:b" name="I"/><import namespace="urn:c" name="X"/>'
        + data("who", "string")
        + decision("D", "who + I.who + I.E + X.who", needs="?who ?urn:b#who !urn:b#E ?urn:c#who")
    )
    inputs = {"who": "甲", "I.who": "乙", "I.I.who": "丙", "X.who": "丁"}
    assert ask(body, inputs, imports={"urn:b": middle, "urn:c": last}) == "甲乙乙丙丁"
    assert ask(body, {"who": "甲"}, imports={"urn:b": middle, "urn:c": last}) == "甲甲甲甲甲"


def test_an_import_without_a_name_adds_the_elements_of_a_file_and_of_what_that_imports(ask: Decide) -> None:
    item = '<itemDefinition name="tAge"><typeRef>number</typeRef></itemDefinition>'
    last = _in(
        "urn:c", item + data("age", "tAge") + decision("E", '"c"') + decision("F", "age + 1", needs="?age")
    )
    middle = _in(
        "urn:b", '<import namespace="urn:c" name=""/>' + decision("E", '"b"') + decision("G", "F", needs="!F")
    )
    body = '<import namespace="urn:b" name=""/>' + decision("D", "[E, F, G, age]", needs="!E !F !G ?age")
    assert ask(body, {"age": 6}, imports={"urn:b": middle, "urn:c": last}) == ["b", 7, 7, 6]
    typed = '<import namespace="urn:b" name=""/>' + decision("D", '"x"', of="tAge")
    assert ask(typed, imports={"urn:b": middle, "urn:c": last}) is None


def test_of_two_elements_of_one_name_the_importing_file_has_the_one_that_counts(ask: Decide) -> None:
    other = _in(
        "urn:b",
        data("age")
        + decision("E", "F + age", needs="!urn:b#F ?age")
        + decision("F", "1")
        + decision("G", "2"),
    )
    body = '<import namespace="urn:b" name=""/>' + decision("D", "E", needs="!E") + decision("F", "10")
    assert ask(body, {"age": 3}, imports={"urn:b": other}) == 13
    assert ask(body, {"age": 3}, imports={"urn:b": other}, name="E") == 13
    assert ask(body, imports={"urn:b": other}, name="G") == 2
    named = (
        '<import namespace="urn:b" name="b"/>' + decision("D", "b.E", needs="!urn:b#E") + decision("F", "10")
    )
    assert ask(named, {"age": 3}, imports={"urn:b": other}) == 4
    with pytest.raises(InvalidDecision):
        ask(named, imports={"urn:b": other}, name="G")


def test_files_that_import_one_another_or_themselves_are_read(ask: Decide) -> None:
    other = _in("urn:b", '<import namespace="x" name=""/>' + decision("E", "1"))
    body = '<import namespace="urn:b" name=""/><import namespace="x" name=""/>' + decision(
        "D", "E", needs="!E"
    )
    assert ask(body, imports={"urn:b": other, "x": dmn(body)}) == 1


def _in(namespace: str, body: str) -> bytes:
    return dmn(body).replace(b'namespace="x"', f'namespace="{namespace}"'.encode())


def test_types_of_imported_files_are_named_with_the_import(ask: Decide) -> None:
    item = '<itemDefinition name="tAge"><typeRef>number</typeRef></itemDefinition>'
    imported = dmn(item).replace(b'namespace="x"', b'namespace="urn:b"')
    logic = "[1 instance of B.tAge, v instance of B.tAge]"
    for reference in ("B.tAge", "b:tAge"):
        body = (
            '<import namespace="urn:b" name="B"/>' + data("v", reference) + decision("D", logic, needs="?v")
        )
        assert ask(body, {"v": 3}, imports={"urn:b": imported}) == [True, True]
        assert ask(body, {"v": "x"}, imports={"urn:b": imported}) == [True, False]


def test_comments_inside_a_text_are_no_part_of_it(ask: Decide) -> None:
    logic = "<literalExpression><!-- a --><text>1 <!-- + 1 -->+ 2</text></literalExpression>"
    assert ask(decision("D", logic)) == 3


def test_a_table_decides_over_required_decisions_and_its_conflicts_are_null(ask: Decide) -> None:
    rows = [["< 10", '"low"'], ["[5..20]", '"high"']]
    body = data("n") + decision("x", "n * 2", needs="?n") + _needing(table_xml(["x"], ["size"], rows), "x")
    assert ask(body, {"n": 1}) == "low"
    assert ask(body, {"n": 8}) == "high"
    warnings: list[str] = []
    assert ask(body, {"n": 3}, warnings=warnings) is None
    assert "同时命中规则 r1、r2" in warnings[0]


def _needing(table: str, key: str) -> str:
    need = f'<informationRequirement><requiredDecision href="#{key}"/></informationRequirement>'
    return table.replace("<decisionTable", f"{need}<decisionTable", 1)


@pytest.mark.parametrize("content", [b"", b"<a/>", b"<definitions/>", dmn("x" * 1_000_001)])
def test_a_file_that_is_not_dmn_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidDecision):
        decide(content, "D", {})


def test_data_that_feel_cannot_hold_is_refused() -> None:
    with pytest.raises(FeelFailure):
        decide(dmn(data("a") + decision("D", "a", needs="?a")), "D", {"a": float("nan")})


def test_other_expression_languages_are_refused(ask: Decide) -> None:
    logic = literal("1").replace("<literalExpression", '<literalExpression expressionLanguage="urn:python"')
    assert ask(decision("D", logic)) is None
