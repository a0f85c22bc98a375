"""Decision tables as people read them: columns in words, and each cell in one spelling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from processes.differences.expressions import spoken
from processes.differences.notation import rest_of

_POLICIES = {
    "UNIQUE": "只命中一行", "FIRST": "取先命中的一行", "ANY": "命中的各行结果相同", "PRIORITY": "取优先的一行",
    "COLLECT": "收集命中的各行", "RULE ORDER": "按行的先后收集", "OUTPUT ORDER": "按结果的先后收集",
}  # fmt: skip
_TOTALS = {"SUM": "，求和", "MIN": "，取最小", "MAX": "，取最大", "COUNT": "，计数"}
_TYPES = {"string": "文字", "number": "数字", "boolean": "是否", "date": "日期", "date and time": "日期时间"}
_VALUES = {"true": "是", "false": "否", "null": "（空）"}
_NAME_EN = "{urn:banjie:bpmn:1}nameEn"


@dataclass(frozen=True)
class Table:
    """``parts`` are the columns by id, each by what it says in words (名称, 判断的内容 …); ``cells`` are the rows by id,
    each by the ids of the columns, with the row's own note under the empty id."""

    name: str
    settings: Mapping[str, str]
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rest: str = ""

    def label(self, column: str) -> str:
        return self.parts[column]["名称"] if column in self.parts else "本行的说明"

    def in_words(self, row: str) -> str:
        cells = self.cells[row].items()
        return "，".join(f"{self.label(column)} {cell}" for column, cell in cells if cell and cell != "-")

    @property
    def hits(self) -> str:
        """The hit policy in words."""
        return self.settings.get("命中方式", "")

    @property
    def columns(self) -> list[str]:
        """Their names, in order."""
        return [part["名称"] for part in self.parts.values()]

    @property
    def has_notes(self) -> bool:
        return any(cells.get("") for cells in self.cells.values())

    @property
    def rows(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Each by its id with its own note, and its cells beside the names of the columns; one that asks nothing is empty."""
        names = {column: self.label(column) for column in self.parts}
        return [
            (row, cells.get("", ""), [(name, cells.get(column, "")) for column, name in names.items()])
            for row, cells in self.cells.items()
        ]


def tables_in(root: etree._Element | None) -> dict[str, Table]:
    """By the id of the decision."""
    decisions = root.iterfind("{*}decision") if root is not None else ()
    return {str(decision.get("id", "")): _read(decision) for decision in decisions}


def _read(decision: etree._Element) -> Table:
    name = str(decision.get("name") or decision.get("id", ""))
    table = decision.find("{*}decisionTable")
    settings = {"说明": _text(decision.find("{*}description")), "英文名称": str(decision.get(_NAME_EN) or "")}
    if table is None:
        settings["表达式"] = spoken(_raw(decision.find("{*}literalExpression/{*}text")))
        return Table(name, settings, rest=_rest(decision))
    policy, total = table.get("hitPolicy") or "UNIQUE", table.get("aggregation") or ""
    settings["命中方式"] = f"{_POLICIES.get(policy, policy)}{_TOTALS.get(total, total)}"
    parts = dict(_parts(table))
    rows = {
        str(rule.get("id") or n): _row(list(parts), rule) for n, rule in enumerate(table.iterfind("{*}rule"))
    }
    return Table(name, settings, parts, rows, _rest(decision))


def _parts(table: etree._Element) -> Iterator[tuple[str, dict[str, str]]]:
    for kind in ("input", "output", "annotation"):
        for number, column in enumerate(table.iterfind(f"{{*}}{kind}"), 1):
            expression = column.find("{*}inputExpression")
            typed = (column if expression is None else expression).get("typeRef") or ""
            said = {
                "名称": column.get("label") or column.get("name") or f"第{number}列",
                "英文名称": column.get(_NAME_EN) or "",
                "判断的内容": spoken(_raw(expression)),
                "类型": _TYPES.get(typed, typed),
                "结果的名称": (column.get("name") or "") if kind == "output" else "",
                "可取的值": spoken(_raw(column.find(f"{{*}}{kind}Values")), unary=True),
                "没有命中时的值": spoken(_raw(column.find("{*}defaultOutputEntry"))),
            }
            yield f"{kind} {column.get('id') or number}", said


def _row(columns: list[str], rule: etree._Element) -> dict[str, str]:
    """A cell that asks nothing is empty."""
    cells = [
        *(_test(entry) for entry in rule.iterfind("{*}inputEntry")),
        *(_value(spoken(_raw(entry))) for entry in rule.iterfind("{*}outputEntry")),
        *(_text(entry) for entry in rule.iterfind("{*}annotationEntry")),
    ]
    return {**dict(zip(columns, cells, strict=False)), "": _text(rule.find("{*}description"))}


def _test(entry: etree._Element) -> str:
    said = spoken(_raw(entry), unary=True)
    return "" if said == "-" else _value(said)


def _value(said: str) -> str:
    """Texts keep their quotation marks, so that none is taken for one of these."""
    return _VALUES.get(said, said)


def _rest(decision: etree._Element) -> str:
    """What the decision needs and gives, in one spelling."""
    parts = (
        "variable",
        "informationRequirement",
        "knowledgeRequirement",
        "authorityRequirement",
        "extensionElements",
    )
    return "\n".join(
        str(node.get("name") or "") + rest_of(node)
        for part in parts
        for node in decision.iterfind(f"{{*}}{part}")
    )


def _text(node: etree._Element | None) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split()) if node is not None else ""


def _raw(node: etree._Element | None) -> str:
    """With the spaces that stand in its texts."""
    return "".join(str(part) for part in node.itertext()) if node is not None else ""
