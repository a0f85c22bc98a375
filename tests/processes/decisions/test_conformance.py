"""The reader of conformance tests tells what passes from what does not."""

from pathlib import Path

from .conformance import outcomes
from .conftest import dmn
from .model.conftest import data, decision

CASES = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
<modelName>m.dmn</modelName>{cases}</testCases>"""
CASE = (
    '<testCase id="{id}"><inputNode name="a">{given}</inputNode>'
    '<resultNode name="D" type="decision"><expected>{expected}</expected></resultNode></testCase>'
)


def _number(text: str) -> str:
    return f'<value xsi:type="xsd:decimal">{text}</value>'


def _date(text: str) -> str:
    return f'<value xsi:type="xsd:date">{text}</value>'


def _context(day: str, halves: str) -> str:
    items = "".join(f"<item>{_number(half)}</item>" for half in halves.split())
    return (
        f'<component name="day">{_date(day)}</component><component name="h"><list>{items}</list></component>'
    )


def test_what_is_expected_is_compared_as_values(tmp_path: Path) -> None:
    logic = '{day: date("2026-04-24"), h: if a = null then null else [a / 3]}'
    (tmp_path / "m.dmn").write_bytes(dmn(data("a", "number") + decision("D", logic, needs="?a")))
    cases = [
        ("near enough", _number("1"), _context("2026-04-24", "0.333333333"), True),
        ("another number", _number("1"), _context("2026-04-24", "0.3334"), False),
        ("another day", _number("1"), _context("2026-04-25", "0.333333333"), False),
        ("one item more", _number("1"), _context("2026-04-24", "0.333333333 1"), False),
        ("null", '<value xsi:nil="true"/>', '<value xsi:nil="true"/>', False),
        ("text", _number("3"), "<value>x</value>", False),
    ]
    written = "".join(CASE.format(id=name, given=given, expected=wanted) for name, given, wanted, _ in cases)
    (tmp_path / "m-test-01.xml").write_text(CASES.format(cases=written), encoding="utf-8")
    found = {outcome.case: outcome.passed for outcome in outcomes(tmp_path)}
    assert found == {f"m-test-01 {name} D": passes for name, _, _, passes in cases}


def test_every_file_of_cases_is_read_and_an_expected_error_may_be_refusal(tmp_path: Path) -> None:
    (tmp_path / "m.dmn").write_bytes(dmn(decision("D", "1")))
    nothing = '<expected><value xsi:nil="true"/></expected></resultNode></testCase>'
    cases = (
        f'<testCase id="1"><resultNode name="E" type="decision" errorResult="true">{nothing}'
        f'<testCase id="2"><resultNode name="E" type="decision">{nothing}'
        f'<testCase id="3" type="decision" invocableName="S"><resultNode name="D">{nothing}'
        f'<testCase id="4" type="bkm"><resultNode name="D"><expected>{_number("1")}</expected></resultNode></testCase>'
    )
    (tmp_path / "m-001-test.xml").write_text(CASES.format(cases=cases), encoding="utf-8")
    (tmp_path / "other.xml").write_text("<project/>", encoding="utf-8")
    assert [outcome.passed for outcome in outcomes(tmp_path)] == [True, False, False, True]
