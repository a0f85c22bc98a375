"""Whatever a process says to people, it says in words: no code of the catalogue, of a parameter or of an element."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from casework.calendar.holders import deadline_name
from casework.policy.codes import without_codes
from processes.bundle import DEFINITIONS

CHINESE = re.compile("[\u4e00-\u9fff]")
CODE = re.compile(
    r"(?<![A-Za-z\d_-])(?:(?!SHA-)[A-Z]{1,3}-?\d{1,3}[a-z]?(?:-\d+)?|PRM_\w+|[a-z]+_[a-z_]+)(?![A-Za-z\d_])", re.ASCII
)  # fmt: skip
# Severities and findings are called so in the bureau, with their names behind them; K1 to K12 are the points of a plan.
SPOKEN = re.compile(r"(?:L[1-4]|[TVS]F-\d{1,2}|K\d{1,2}) (?=[\u4e00-\u9fff])", re.ASCII)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
FILLED = re.compile(r"\{\{.*?\}\}")


def literals(text: str) -> list[str]:
    return LITERAL.findall(text)


def of_table(path: Path) -> Iterator[str]:
    """What a column of words gives, why a row is there, and what rows and table are called."""
    root: Any = etree.parse(path).getroot()
    rules = list(root.iterfind(".//{*}rule"))
    columns = zip(*(rule.findall("{*}outputEntry") for rule in rules), strict=True)
    for column in columns:
        said = [one for cell in column for one in literals("".join(cell.itertext()))]
        if any(map(CHINESE.search, said)):
            yield from said
    for node in root.iterfind(".//{*}annotationEntry"):
        yield without_codes("".join(node.itertext()), "zh-hans")
    for node in root.iterfind(".//{*}description"):
        yield (
            without_codes(node.text or "", "zh-hans")
            if node.getparent().tag.endswith("}decision")
            else node.text or ""
        )


def of_diagram(path: Path) -> Iterator[str]:
    for node in etree.parse(path).getroot().iter(etree.Element):
        yield node.get("name", "") if CHINESE.search(node.get("name", "")) else ""
        yield without_codes(node.get("clause", ""), "zh-hans")
        value = node.get("value", "")
        yield from filter(CHINESE.search, literals(value) if value.startswith("=") else [value])


def of_object(value: Any) -> Iterator[str]:
    """Texts of a form or letter; of an expression those that it may give."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from of_object(inner)
    elif isinstance(value, str):
        said = literals(value) if value.startswith("=") else [FILLED.sub("", value)]
        yield from filter(CHINESE.search, said)


def said_in(path: Path) -> Iterator[str]:
    if path.suffix == ".dmn":
        yield from of_table(path)
    elif path.suffix == ".bpmn":
        yield from of_diagram(path)
    elif path.parent.name in ("forms", "letters"):
        yield from of_object(json.loads(path.read_text(encoding="utf-8")))


def test_no_definition_shows_a_code_to_people() -> None:
    shown = [
        (str(path.relative_to(DEFINITIONS)), said.strip())
        for path in sorted(DEFINITIONS.rglob("*.*"))
        for said in said_in(path)
        if CODE.search(SPOKEN.sub("", said))
    ]
    assert shown == []


def test_every_deadline_that_a_diagram_keeps_has_a_name() -> None:
    """Reminders and lists tell it to people."""
    kept = {
        str(place.get("value"))
        for path in DEFINITIONS.rglob("*.bpmn")
        for place in etree.parse(path).iterfind(
            ".//{*}operation[@name='cases.start_deadline']/*[@name='name']"
        )
    }
    assert len(kept) > 10
    assert [name for name in sorted(kept) if deadline_name(name) == name] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("应交材料见 D02，逐件判定见 D03", "应交材料见“应交材料”，逐件判定见“材料有效性”"),
        ("由分管领导签发（D23）", "由分管领导签发（“签发级别”）"),
        ("实施方案三（三）1；D15-2、D07 第5行", "实施方案三（三）1；“追责档次”第2行、“备案时效”第5行"),
        ("逐个单位签收（P23 第8步，M-40）", "逐个单位签收"),
        ("I-5：一份回执对应一份存证", "一份回执对应一份存证"),
        ("先办入库（P01），再按路径C", "先办入库，再按路径C"),
        ("P09 第9步", ""),
        ("视为已登记（默认 G-26）", "视为已登记"),
    ],
)
def test_codes_of_the_catalogue_are_named_or_left_out(text: str, said: str) -> None:
    assert without_codes(text, "zh-hans") == said


def test_a_row_is_counted_in_english_too() -> None:
    assert without_codes("D07 第5行", "en").strip() == "“Timeliness of a filing” row 5"
