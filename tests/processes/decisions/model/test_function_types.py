"""A function fits its arguments and its result to the types that it declares or that are declared of it (DMN 7.3.3 and
10.3.2.13)."""

from typing import Any

import pytest

from .conftest import Decide, data, decision, function, knowledge, literal

TYPES = (
    '<itemDefinition name="tColour"><typeRef>string</typeRef>'
    '<allowedValues><text>"红", "绿"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tGiving"><functionItem outputTypeRef="tColour"><parameters name="a"/></functionItem>'
    '</itemDefinition><itemDefinition name="tTaking"><functionItem><parameters name="a" typeRef="tColour"/>'
    "</functionItem></itemDefinition>"
)


def _literal(of: str) -> str:
    return literal("function(a) a").replace("<literalExpression", f'<literalExpression typeRef="{of}"')


def _needing(logic: str) -> str:
    return decision("f", logic) + decision("D", "f(x)", needs="?x !f")


def _service(of: str) -> str:
    return (
        decision("a", '"没有人问"')
        + decision("out", "a", needs="!a")
        + f'<decisionService id="f" name="f"><variable name="f" typeRef="{of}"/><outputDecision href="#out"/>'
        + '<inputDecision href="#a"/></decisionService>'
        + decision("D", "f(x)", needs="?x $f")
    )


def _knowledge(of: str, where: str) -> str:
    return knowledge("f", "a", "a").replace(where, f'{where} typeRef="{of}"') + decision(
        "D", "f(x)", needs="?x $f"
    )


KINDS = {
    "a parameter in a text": decision("D", "(function(a: tColour) a)(x)", needs="?x"),
    "a literal that gives": _needing(_literal("tGiving")),
    "a literal that takes": _needing(_literal("tTaking")),
    "a box that gives": _needing(
        f'<functionDefinition typeRef="tGiving" {function("a", "a")}</functionDefinition>'
    ),
    "a box that takes": _needing(
        f'<functionDefinition typeRef="tTaking" {function("a", "a")}</functionDefinition>'
    ),
    "knowledge that gives": _knowledge("tGiving", '<variable name="f"'),
    "knowledge that takes": _knowledge("tTaking", '<variable name="f"'),
    "logic that gives": _knowledge("tGiving", "<encapsulatedLogic"),
    "logic that takes": _knowledge("tTaking", "<encapsulatedLogic"),
    "knowledge with the type of its result": _knowledge("tColour", '<variable name="f"'),
    "a service that gives": _service("tGiving"),
    "a service that takes": _service("tTaking"),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize(("x", "result"), [("红", "红"), ("蓝", None)])
def test_what_a_type_does_not_allow_is_null(ask: Decide, kind: str, x: str, result: Any) -> None:
    assert ask(TYPES + data("x") + KINDS[kind], {"x": x}) == result


@pytest.mark.parametrize("of", ["tGiving", "tTaking"])
def test_a_service_that_is_asked_from_outside_does_the_same(ask: Decide, of: str) -> None:
    body = TYPES + data("x") + _service(of)
    assert ask(body, {"a": "红"}, name="f") == "红"
    assert ask(body, {"a": "蓝"}, name="f") is None


def test_arguments_by_name_are_fitted_too(ask: Decide) -> None:
    warnings: list[str] = []
    body = (
        TYPES
        + decision("f", _literal("tTaking"))
        + decision("D", '[f(a: "红"), f(a: "蓝"), f(b: "红")]', needs="!f")
    )
    assert ask(body, warnings=warnings) == ["红", None, None]
    assert warnings == ["tTaking 的参数“a”的值不符合类型 tColour，按空值处理。"]


FROM = '<itemDefinition name="tFrom"><functionItem><parameters name="a" typeRef="date"/></functionItem></itemDefinition>'


def test_text_from_outside_is_read_as_the_type_of_the_parameter(ask: Decide) -> None:
    given = {"a": "2026-04-24", "b": "2026-04-24"}
    assert ask(knowledge("f", "a: date, b", "[a.year, b]"), given, name="f") == [2026, "2026-04-24"]
    for typed in (_service("tFrom"), _knowledge("tFrom", '<variable name="f"')):
        body = FROM + data("x") + typed.replace(">a<", ">a.year<")
        assert ask(body, given, name="f") == 2026
        assert ask(body, {"a": "红"}, name="f") is None
