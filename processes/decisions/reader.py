"""Reads decisions from DMN 1.1 to 1.5 XML, by local name: the versions differ in namespace, not in what is
read here."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from processes.decisions.elements import Element, InvalidDecision, every, one, read_definitions, text_of
from processes.decisions.policies import Aggregation, HitPolicy
from processes.decisions.table import DecisionTable, Input, Output, Rule
from processes.feel import FeelFailure, FeelValue, UnaryTests, parse, parse_unary

MAXIMUM_CELLS = 5_000
_NAME_EN = "{urn:banjie:bpmn:1}nameEn"
Read = TypeVar("Read")
_NONE: frozenset[str] = frozenset()


def read_decisions(xml: bytes) -> dict[str, DecisionTable]:
    """The decision tables and literal expressions of a file, by decision id; other logic is passed over.

    Every cell is parsed. Raises InvalidDecision for XML that is unsafe or broken, and for a cell that is
    not FEEL.
    """
    root = read_definitions(xml)
    tables: dict[str, DecisionTable] = {}
    for decision in every(root, "decision"):
        key = decision.get("id", "")
        if not key or key in tables:
            raise InvalidDecision(f"决策“{decision.get('name', '')}”缺少 id，或 id 重复。", key or None)
        table = _read_decision(decision, key)
        if table is not None:
            tables[key] = replace(table, name_en=decision.get(_NAME_EN, ""))
    return tables


def _read_decision(decision: Element, key: str) -> DecisionTable | None:
    name = decision.get("name") or key
    table = one(decision, "decisionTable")
    if table is not None:
        return TableReader(name, key).table(table)
    literal = one(decision, "literalExpression")
    if literal is None:
        return None
    where = f"决策“{name}”"
    expression = _parsed(where, literal, parse, text_of(literal))
    output = Output(name, name, literal.get("typeRef"))
    rule = Rule(literal.get("id") or key, (), (expression,))
    return DecisionTable(key, name, HitPolicy.FIRST, None, (), (output,), (rule,))


class TableReader:
    """Reads one table, knowing its name for messages, and the names and types that its cells may use."""

    def __init__(
        self,
        name: str,
        key: str,
        names: frozenset[str] = _NONE,
        types: frozenset[str] = _NONE,
        *,
        strict: bool = True,
    ) -> None:
        self.name = name
        self.key = key
        self._strict = strict
        self._expression = partial(parse, names=names, types=types)
        self._tests = partial(parse_unary, names=names, types=types)

    def table(self, element: Element) -> DecisionTable:
        inputs = _labelled(
            self._input(column, place) for place, column in enumerate(every(element, "input"), 1)
        )
        columns = list(every(element, "output"))
        outputs = tuple(self._output(column, len(columns) == 1) for column in columns)
        if not outputs:
            raise InvalidDecision(f"决策表“{self.name}”没有输出列。", element.get("id"))
        names = [column.get("name", "") for column in every(element, "annotation")]
        rows = list(every(element, "rule"))
        if len(rows) * (len(inputs) + len(outputs)) > MAXIMUM_CELLS:
            raise InvalidDecision(f"决策表“{self.name}”超过 {MAXIMUM_CELLS} 个单元格。", element.get("id"))
        rules = tuple(self._rule(row, place, inputs, outputs, names) for place, row in enumerate(rows, 1))
        if len({rule.id for rule in rules}) != len(rules):
            raise InvalidDecision(f"决策表“{self.name}”里有重复的规则 id。", element.get("id"))
        policy, aggregation = self._policy(element, len(outputs))
        return DecisionTable(self.key, self.name, policy, aggregation, inputs, outputs, rules)

    def _policy(self, element: Element, outputs: int) -> tuple[HitPolicy, Aggregation | None]:
        try:
            policy = HitPolicy(element.get("hitPolicy", "UNIQUE"))
            named = element.get("aggregation")
            aggregation = Aggregation(named) if named and policy is HitPolicy.COLLECT else None
        except ValueError as error:
            raise InvalidDecision(f"决策表“{self.name}”的命中策略无法识别。", element.get("id")) from error
        if aggregation and aggregation is not Aggregation.COUNT and outputs > 1:
            raise InvalidDecision(f"决策表“{self.name}”有多个输出列，不能汇总。", element.get("id"))
        return policy, aggregation

    def _input(self, element: Element, place: int) -> Input:
        source = one(element, "inputExpression")
        text = text_of(source) if source is not None else ""
        label = element.get("label") or text or f"输入 {place}"
        where = f"决策表“{self.name}”的输入列“{label}”"
        expression = _parsed(where, element, self._expression, text or element.get("label") or "")
        type_ref = source.get("typeRef") if source is not None else None
        return Input(label, text, expression, type_ref, self._allowed(where, element, "inputValues"))

    def _output(self, element: Element, only: bool) -> Output:
        name = element.get("name") or (self.name if only else "")
        if not name:
            raise InvalidDecision(f"决策表“{self.name}”有多个输出列，每列都要有名称。", element.get("id"))
        label = element.get("label") or name
        where = f"决策表“{self.name}”的输出列“{label}”"
        allowed = self._allowed(where, element, "outputValues")
        default = one(element, "defaultOutputEntry")
        return Output(
            name,
            label,
            element.get("typeRef"),
            allowed,
            ranking(allowed),
            None
            if default is None
            else _parsed(where, default, self._expression, text_of(default) or "null"),
        )

    def _rule(
        self,
        row: Element,
        place: int,
        inputs: tuple[Input, ...],
        outputs: tuple[Output, ...],
        notes: list[str],
    ) -> Rule:
        tests, values = list(every(row, "inputEntry")), list(every(row, "outputEntry"))
        if len(tests) != len(inputs) or len(values) != len(outputs):
            raise InvalidDecision(f"决策表“{self.name}”第 {place} 行的单元格数与列数不一致。", row.get("id"))
        where = f"决策表“{self.name}”第 {place} 行"
        entries = [
            _parsed(f"{where}“{column.label}”列", cell, self._tests, text_of(cell) or "-")
            for column, cell in zip(inputs, tests, strict=True)
        ]
        given = [
            _parsed(f"{where}“{column.label}”列", cell, self._expression, text_of(cell) or "null")
            for column, cell in zip(outputs, values, strict=True)
        ]
        texts = [text_of(cell) for cell in every(row, "annotationEntry")]
        annotations = MappingProxyType(dict(zip(notes, texts, strict=False)))
        description = one(row, "description")
        said = (description.text or "").strip() if description is not None else ""
        return Rule(row.get("id") or str(place), tuple(entries), tuple(given), annotations, said)

    def _allowed(self, where: str, element: Element, tag: str) -> UnaryTests | None:
        values = one(element, tag)
        text = text_of(values) if values is not None else ""
        try:
            return _parsed(where, element, self._tests, text) if text else None
        except InvalidDecision:
            if self._strict:
                raise
            return replace(parse_unary("null"), text=text)  # what cannot be read allows nothing


def _labelled(columns: Iterable[Input]) -> tuple[Input, ...]:
    """The columns under labels of their own: what was looked at is recorded by label."""
    seen: dict[str, int] = {}
    labelled = []
    for column in columns:
        seen[column.label] = count = seen.get(column.label, 0) + 1
        labelled.append(column if count == 1 else replace(column, label=f"{column.label} ({count})"))
    return tuple(labelled)


def ranking(allowed: UnaryTests | None) -> tuple[FeelValue, ...]:
    """The values in their written order, when they are a plain list."""
    if allowed is None:
        return ()
    try:
        values = parse(f"[{allowed.text}]").evaluate({})
    except FeelFailure:
        return ()
    return tuple(values)


def _parsed(where: str, element: Element, reader: Callable[[str], Read], text: str) -> Read:
    try:
        return reader(text)
    except FeelFailure as error:
        raise InvalidDecision(f"{where}：{error}", element.get("id")) from error
