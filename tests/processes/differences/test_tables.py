"""Decision tables: rows are known by id, or by likeness where another tool gave new ones; a renamed column is one change."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.differences import Difference, Kind, Noun, differences

MADE = read_bundle(DEFINITIONS / "rectify")
PATH = "rectify/D12.dmn"


def table() -> etree._Element:
    return etree.fromstring(MADE.files[PATH])


def told(root: etree._Element) -> list[Difference]:
    return differences(MADE, replace(MADE, files={**MADE.files, PATH: etree.tostring(root)}))


def rules(root: etree._Element) -> list[etree._Element]:
    return root.findall(".//{*}rule")


def test_new_ids_of_rows_are_no_change() -> None:
    root = table()
    for number, rule in enumerate(rules(root)):
        rule.set("id", f"DecisionRule_{number}")
    assert told(root) == []


def test_a_cell_is_still_told_where_the_ids_of_rows_are_new() -> None:
    root = table()
    for number, rule in enumerate(rules(root)):
        rule.set("id", f"DecisionRule_{number}")
    cell = rules(root)[0].find("{*}outputEntry/{*}text")
    assert cell is not None
    cell.text = "2"
    (found,) = told(root)
    assert found.sentence == (
        "决策表“整改期限、签发级别与文书形式”第1行的“整改期限”由“parameters.PRM_RECT_WD_L4”改为“2”"
    )


def test_a_renamed_column_is_one_change() -> None:
    root = table()
    column = root.find(".//{*}input")
    assert column is not None
    column.set("label", "轻重")
    (found,) = told(root)
    assert found.sentence == "决策表“整改期限、签发级别与文书形式”列“严重程度”的名称由“严重程度”改为“轻重”"


def test_a_removed_row_is_told_with_what_stood_in_it() -> None:
    root = table()
    row = rules(root)[1]
    parent = row.getparent()
    assert parent is not None
    parent.remove(row)
    (found,) = told(root)
    assert (found.kind, found.noun) == (Kind.REMOVED, Noun.ROW)
    assert found.sentence.startswith("决策表“整改期限、签发级别与文书形式”删除了原第2行：严重程度 ")


def test_another_order_of_rows_is_told_once() -> None:
    root = table()
    first, second, *_ = rules(root)
    second.addnext(first)
    assert [d.sentence for d in told(root)] == ["决策表“整改期限、签发级别与文书形式”的行换了先后"]


@given(policy=st.sampled_from(["UNIQUE", "ANY", "RULE ORDER"]))
def test_the_hit_policy_is_told_in_words(policy: str) -> None:
    root = table()
    found = root.find(".//{*}decisionTable")
    assert found is not None
    found.set("hitPolicy", policy)
    (difference,) = told(root)
    assert "的命中方式由“取先命中的一行”改为“" in difference.sentence
    assert policy not in difference.sentence


def test_spaces_in_a_condition_are_no_change_but_those_in_a_text_are() -> None:
    root = table()
    texts = root.findall(".//{*}inputExpression/{*}text")
    texts[1].text = ' case.source="supervision"  '
    assert told(root) == []
    texts[1].text = 'case.source = "super vision"'
    assert len(told(root)) == 1


def test_a_file_of_tables_that_is_new_is_told_by_its_name() -> None:
    without = Bundle(MADE.main, {path: text for path, text in MADE.files.items() if path != PATH})
    assert "新增了决策表“整改期限、签发级别与文书形式”" in [d.sentence for d in differences(without, MADE)]
