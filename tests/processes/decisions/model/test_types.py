"""Values are fitted to item definitions, and JSON is read as them (DMN 7.3.3 and 10.3.2.9.4)."""

from decimal import Decimal
from typing import Any

import pytest

from processes.decisions import write_json

from .conftest import Decide, data, decision

DEFINITIONS = (
    '<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>'
    '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="tPeople" isCollection="true"><typeRef>tPerson</typeRef></itemDefinition>'
    '<itemDefinition name="tGrade"><typeRef>string</typeRef>'
    '<allowedValues><text>"A", "B"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tGrades" isCollection="true"><typeRef>tGrade</typeRef>'
    "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
    '<itemDefinition name="tSame"><typeRef>tGrade</typeRef></itemDefinition>'
    '<itemDefinition name="tOther"><typeRef>tGrade</typeRef>'
    '<allowedValues><text>"C"</text></allowedValues></itemDefinition>'
)
PERSON = {"name": "李四", "born": "2015-09-01"}


@pytest.mark.parametrize(
    ("of", "text", "result"),
    [
        ("string", "1 + 1", None),
        ("string", '["a"]', "a"),
        ("string", "[1]", None),
        ("string", '[["a"]]', "a"),
        ("string", '[["a", "b"]]', None),
        ("tNumbers", "[[1, 2]]", [1, 2]),
        ("tNumbers", "1", [1]),
        ("tNumbers", '"a"', None),
        ("tNumbers", '[1, "a"]', None),
        ("tNumbers", "[1, null]", [1, None]),
        ("tNumbers", "null", None),
        ("list&lt;number&gt;", "1", [1]),
        ("date and time", "date(2000, 1, 2)", "2000-01-02T00:00:00Z"),
        ("tPerson", '{name: "a"}', None),
        (
            "tPerson",
            '{name: "a", born: @"2020-01-01", more: 1}',
            {"name": "a", "born": "2020-01-01", "more": 1},
        ),
        ("tGrade", '"A"', "A"),
        ("tGrade", '"C"', None),
        ("tSame", '"C"', None),
        ("tOther", '"C"', "C"),
        ("tOther", '"A"', None),
        ("tGrades", '["A", "B"]', ["A", "B"]),
        ("tGrades", '["A", "C"]', None),
        ("tGrades", '["A", "B", "A"]', None),
        ("boolean", '"C" instance of tGrade', True),
        ("boolean", "[1] instance of tNumbers", True),
        ("boolean", "[{a: 1}] instance of list<tPerson>", False),
        ("Any", "1", 1),
        ("nobody", "1", 1),
        ("feel:number", "1", 1),
    ],
)
def test_a_result_is_fitted_to_the_type_of_its_decision(ask: Decide, of: str, text: str, result: Any) -> None:
    assert ask(DEFINITIONS + decision("D", text, of=of)) == result


@pytest.mark.parametrize(
    ("of", "value", "text", "result"),
    [
        ("date", "2020-02-28", 'v + @"P1D"', "2020-02-29"),
        ("date", "2020-02-30", "v", None),
        ("dateTime", "2020-02-28T10:00:00+08:00", "v.time offset", "PT8H"),
        ("time", "10:00:00", "v.hour", 10),
        ("years and months duration", "P1Y", "v.years", 1),
        ("yearMonthDuration", "P1D", "v", None),
        ("number", "12", "v", None),
        ("tPerson", PERSON, "v.born.year", 2015),
        ("tPerson", {"born": "2015-09-01"}, "v.name = null and v.born.year = 2015", True),
        ("tPeople", [PERSON, PERSON], "v.born.month", [9, 9]),
        ("tPeople", PERSON, "count(v)", 1),
        ("tGrade", "C", "v", None),
        ("", "2020-02-28", "v", "2020-02-28"),
    ],
)
def test_an_input_is_read_as_its_type(ask: Decide, of: str, value: Any, text: str, result: Any) -> None:
    body = DEFINITIONS + data("v", of) + decision("D", text, needs="?v")
    assert ask(body, {"v": value}) == result


def test_a_definition_inside_itself_is_read(ask: Decide) -> None:
    tree = (
        '<itemDefinition name="tTree"><itemComponent name="kids" isCollection="true"><typeRef>tTree</typeRef>'
        "</itemComponent></itemDefinition>"
    )
    assert ask(tree + decision("D", "{kids: [{kids: []}]}", of="tTree")) == {"kids": [{"kids": []}]}


@pytest.mark.parametrize(
    ("text", "json"),
    [
        ("1/3", "0.3333333333333333333333333333333333"),
        ("9007199254740993", "9007199254740993"),
        ("10 ** 33", "1" + "0" * 33),
        ("0.1 + 0.2", "0.3"),
        ("1.50", "1.5"),
        ("10 ** 400", "1E+400"),
        ('{"中 文": [true, null, "a\\"b"]}', '{"中 文": [true, null, "a\\"b"]}'),
    ],
)
def test_numbers_are_written_without_loss(ask: Decide, text: str, json: str) -> None:
    assert write_json(ask(decision("D", text))) == json


def test_a_number_is_a_decimal_only_where_a_float_would_lose_digits(ask: Decide) -> None:
    assert ask(decision("D", "0.5")) == 0.5
    assert isinstance(ask(decision("D", "0.5")), float)
    assert ask(decision("D", "2 / 3")) == Decimal("0.6666666666666666666666666666666667")


def test_a_function_is_no_result(ask: Decide) -> None:
    warnings: list[str] = []
    assert ask(decision("D", "function(a) a"), warnings=warnings) is None
    assert "函数" in warnings[0]
