"""What is read from a DMN file, and what is refused."""

import pytest

from processes.decisions import HitPolicy, InvalidDecision, read_decisions

from .conftest import Build, dmn, table_xml

ROWS = [["1", "2", "条例第十二条"]]


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_every_version_is_read(namespace: str) -> None:
    table = read_decisions(dmn(table_xml(["x"], ["y"], ROWS), namespace))["D"]
    assert (table.name, table.hit_policy, table.aggregation) == ("期限", HitPolicy.UNIQUE, None)
    assert (table.inputs[0].label, table.inputs[0].text, table.outputs[0].name) == ("x", "x", "y")
    assert dict(table.rules[0].annotations) == {"依据": "条例第十二条"}


def test_a_literal_expression_is_a_decision_too() -> None:
    logic = '<literalExpression id="e"><text>x * 2</text></literalExpression>'
    body = f'<decision id="L" name="两倍">{logic}</decision>'
    outcome = read_decisions(dmn(body))["L"].evaluate({"x": 4})
    assert (outcome.inputs, outcome.matched, outcome.result) == ({}, ["e"], 8)


def test_other_elements_are_passed_over() -> None:
    body = '<inputData id="a" name="a"/><decision id="c" name="c"><context/></decision>'
    assert read_decisions(dmn(body)) == {}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (table_xml(["x"], ["y"], [["[1..", "2"]]), "“期限”第 1 行“x”列"),
        (table_xml(["x"], ["y"], [["1", "2"], ["2", "2 +"]]), "“期限”第 2 行“y”列"),
        (table_xml(["x +"], ["y"], []), "输入列“x \\+”"),
        (table_xml(["x"], ["y"], [["1"]]), "第 1 行的单元格数"),
        (table_xml(["x"], [], []), "没有输出列"),
        (table_xml(["x"], ["y"], [], policy="BEST"), "命中策略"),
        (table_xml(["x"], ["y", "z"], [], policy="COLLECT", aggregation="SUM"), "不能汇总"),
        (table_xml(["x"], ["y"], []) * 2, "重复"),
        ('<decision name="n"><decisionTable/></decision>', "缺少 id"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(body: str, message: str) -> None:
    with pytest.raises(InvalidDecision, match=message):
        read_decisions(dmn(body))


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<definitions",
        b"<definitions/>",
        b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><d/>'.encode("utf-16"),
        dmn("<decision/>" + " " * 1_000_000),
    ],
)
def test_unsafe_or_foreign_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(InvalidDecision):
        read_decisions(xml)


def test_an_empty_cell_means_anything_goes(build: Build) -> None:
    assert build(["x"], ["y"], [["", ""]]).evaluate({"x": 1}).matched == ["r1"]
