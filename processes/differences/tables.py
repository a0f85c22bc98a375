"""Two states of a file of decision tables: rows by id, and what stands in each column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from processes.differences.reading import both, xml_of
from processes.differences.values import Difference, Glossary, Kind, Noun

_POLICIES = {
    "UNIQUE": "只命中一行", "FIRST": "取先命中的一行", "ANY": "命中的各行结果相同", "PRIORITY": "取优先的一行",
    "COLLECT": "收集命中的各行", "RULE ORDER": "按行的先后收集", "OUTPUT ORDER": "按结果的先后收集",
}  # fmt: skip
_AGGREGATIONS = {"SUM": "，求和", "MIN": "，取最小", "MAX": "，取最大", "COUNT": "，计数"}


@dataclass(frozen=True)
class Table:
    """``columns`` by label in order, with what is tested or given; ``rows`` by id: cells by column label."""

    name: str
    hit_policy: str
    columns: Mapping[str, str]
    rows: Mapping[str, Mapping[str, str]]

    @property
    def hits(self) -> str:
        """The hit policy in words."""
        policy, _, aggregation = self.hit_policy.partition("/")
        return f"{_POLICIES.get(policy, policy)}{_AGGREGATIONS.get(aggregation, '')}"


def table_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    for key, one, other in both(tables_in(xml_of(old, path)), tables_in(xml_of(new, path))):
        table = other or one
        if table is None:
            continue
        if one is None or other is None:
            kind, word = (Kind.ADDED, "新增") if one is None else (Kind.REMOVED, "删除")
            yield Difference(kind, Noun.TABLE, path, f"{word}了决策表“{table.name}”", "", key, table.name)
        else:
            yield from _of_table(path, key, one, other)


def _of_table(path: str, key: str, one: Table, other: Table) -> Iterator[Difference]:
    name = f"决策表“{other.name}”"
    place = Difference(Kind.CHANGED, Noun.TABLE, path, "", "", key, other.name)
    if one.name != other.name:
        sentence = f"决策表“{one.name}”改名为“{other.name}”"
        yield replace(place, sentence=sentence, before=one.name, after=other.name)
    if one.hit_policy != other.hit_policy:
        sentence = f"{name}的命中方式由“{one.hits}”改为“{other.hits}”"
        yield replace(place, sentence=sentence, before=one.hit_policy, after=other.hit_policy)
    for label, was, now in both(one.columns, other.columns):
        if was != now:
            word = "新增了" if was is None else "去掉了" if now is None else "修改了"
            sentence = f"{name}{word}列“{label}”{_to(was, now)}"
            yield replace(place, sentence=sentence, before=was or "", after=now or "")
    numbers = {row: number for number, row in enumerate(other.rows, 1)}
    for row, before, after in both(one.rows, other.rows):
        told = replace(place, noun=Noun.ROW, element=row)
        yield from _of_row(told, f"{name}第{numbers.get(row, 0)}行", before, after)
    kept = [row for row in one.rows if row in other.rows]
    if kept != [row for row in other.rows if row in one.rows]:
        yield replace(place, sentence=f"{name}的行换了先后")


def _of_row(
    place: Difference, row: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[Difference]:
    """``place`` is the difference without its words."""
    if before is None:
        told = _cells(after or {})
        yield replace(place, kind=Kind.ADDED, sentence=f"新增了{row}：{told}", after=told)
    elif after is None:
        told = _cells(before)
        sentence = f"决策表“{place.name}”删除了一行：{told}"
        yield replace(place, kind=Kind.REMOVED, sentence=sentence, before=told)
    else:
        for label, was, now in both(before, after):
            if (was or "") != (now or ""):
                sentence = f"{row}的“{label}”由“{was or '不限'}”改为“{now or '不限'}”"
                yield replace(place, sentence=sentence, before=was or "", after=now or "")


def _to(was: str | None, now: str | None) -> str:
    return f"：由“{was}”改为“{now}”" if was is not None and now is not None else ""


def _cells(row: Mapping[str, str]) -> str:
    return "，".join(f"{label} {value}" for label, value in row.items() if value and value != "-")


def tables_in(root: etree._Element | None) -> dict[str, Table]:
    found = {}
    for decision in root.iterfind("{*}decision") if root is not None else ():
        key = str(decision.get("id", ""))
        found[key] = _read(decision, str(decision.get("name") or key))
    return found


def _read(decision: etree._Element, name: str) -> Table:
    table = decision.find("{*}decisionTable")
    if table is None:
        text = " ".join("".join(str(t) for t in decision.itertext()).split())
        return Table(name, "", {"表达式": text}, {})
    columns: dict[str, str] = {}
    for kind in ("input", "output", "annotation"):
        for number, column in enumerate(table.iterfind(f"{{*}}{kind}"), 1):
            label = column.get("label") or column.get("name") or f"第{number}列"
            columns[label if label not in columns else f"{label}（第{len(columns) + 1}列）"] = _column(column)
    policy = f"{table.get('hitPolicy', 'UNIQUE')}/{table.get('aggregation', '')}".strip("/")
    rows = {
        str(rule.get("id") or n): _row(list(columns), rule)
        for n, rule in enumerate(table.iterfind("{*}rule"))
    }
    return Table(name, policy, columns, rows)


def _row(labels: list[str], rule: etree._Element) -> dict[str, str]:
    cells = [
        _text(c)
        for kind in ("inputEntry", "outputEntry", "annotationEntry")
        for c in rule.iterfind(f"{{*}}{kind}")
    ]
    row = dict(zip(labels, cells, strict=False))
    description = rule.find("{*}description")
    return {**row, **({"（本行的说明）": _text(description)} if description is not None else {})}


def _column(column: etree._Element) -> str:
    """What is tested or given: its name, its type, and what may stand in it."""
    typed = (node.get("typeRef") for node in column.iter() if node.get("typeRef"))
    return " ".join(part for part in (column.get("name"), *typed, _text(column)) if part)


def _text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())
