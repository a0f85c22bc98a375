"""Turns the boxed expressions of a file into nodes of FEEL (DMN 10.2)."""

from collections.abc import Callable
from dataclasses import replace
from itertools import repeat

from processes.decisions.elements import Element, InvalidDecision, every, local, one, text_of
from processes.decisions.model.definitions import Types
from processes.decisions.model.nodes import BoxedContext, Broken, Invocation, Row, Table, Typed
from processes.decisions.model.types import AnyType, ItemType
from processes.decisions.reader import TableReader, ranking
from processes.decisions.table import Output, Rule
from processes.feel import FeelFailure, parse
from processes.feel.nodes.collections import Filter, ListOf
from processes.feel.nodes.functions import Definition
from processes.feel.nodes.iterations import Binding, Iteration, Quantified
from processes.feel.nodes.node import Node, measure
from processes.feel.nodes.operators import Conditional, mentions
from processes.feel.words import spell

MAXIMUM_DEPTH = 40


class Boxes:
    """Reads expressions of one file, whose names and types the texts may use."""

    def __init__(self, names: frozenset[str], types: Types) -> None:
        self._names = names
        self.types = types
        self._depth = 0
        self._readers: dict[str, Callable[[Element, str], Node]] = {
            "literalExpression": self._literal,
            "decisionTable": self._table,
            "context": self._context,
            "list": self._list,
            "relation": self._relation,
            "invocation": self._invocation,
            "functionDefinition": self.function,
            "conditional": self._conditional,
            "filter": self._filter,
            "for": self._for,
            "some": self._some,
            "every": self._every,
        }

    def reads(self, element: Element) -> bool:
        """Whether an element is a boxed expression."""
        return local(element) in self._readers

    def inside(self, element: Element | None, where: str) -> Node:
        """The expression that is the child of an element; null when there is none."""
        for child in element if element is not None else ():
            if local(child) in self._readers:
                return self.expression(child, where)
        return Broken(f"{where}没有表达式，按空值处理。")

    def expression(self, element: Element, where: str) -> Node:
        """One expression, fitted to the type that it declares."""
        self._depth += 1
        try:
            if self._depth > MAXIMUM_DEPTH:
                return Broken(f"{where}嵌套超过 {MAXIMUM_DEPTH} 层，按空值处理。")
            node = self._readers[local(element)](element, where)
        finally:
            self._depth -= 1
        wanted = None if local(element) == "functionDefinition" else self.types.type_of(element)
        return _typed(node, wanted, where)

    def _literal(self, element: Element, where: str) -> Node:
        language = element.get("expressionLanguage") or ""
        if language and "feel" not in language.lower():
            return Broken(f"{where}用的是 {language}，这里只接受 FEEL，按空值处理。")
        try:
            return self._parsed(text_of(element))
        except FeelFailure as error:
            return self._several(text_of(element)) or Broken(f"{where}的表达式有误：{error}")

    def _parsed(self, text: str) -> Node:
        return parse(text, names=self._names, types=self.types.names, strict=False).root

    def _several(self, text: str) -> Node | None:
        """Expressions with commas between them are a list (DMN 10.3.1.2, rule 2); None where they are not that."""
        try:
            node = self._parsed(f"[{text}]")
        except FeelFailure:
            return None
        return node if isinstance(node, ListOf) and len(node.items) > 1 else None

    def _table(self, element: Element, where: str) -> Node:
        reader = TableReader(where, element.get("id") or where, self._names, self.types.names, strict=False)
        try:
            table = reader.table(element)
        except InvalidDecision as error:
            return Broken(str(error))
        rules = map(self._fitting, table.rules, every(element, "rule"), repeat(table.outputs))
        return Table(replace(table, rules=tuple(rules), outputs=tuple(map(self._ranked, table.outputs))))

    def _fitting(self, rule: Rule, row: Element, columns: tuple[Output, ...]) -> Rule:
        """A rule whose outputs are fitted to the types of their columns, and of the cells themselves."""
        cells = []
        for column, entry, cell in zip(columns, every(row, "outputEntry"), rule.outputs, strict=True):
            node = cell.root
            for wanted in (self.types.type_of(entry), self.types.named(column.type)):
                node = _typed(node, wanted, f"“{column.label}”列")
            cells.append(replace(cell, root=node))
        return replace(rule, outputs=tuple(cells))

    def _ranked(self, output: Output) -> Output:
        """Without output values of its own, a column is ranked by the allowed values of its type."""
        declared = self.types.named(output.type)
        if output.ranking or not isinstance(declared, ItemType):
            return output
        return replace(output, ranking=ranking(declared.allowed))

    def _context(self, element: Element, where: str) -> Node:
        entries: list[tuple[str, Node]] = []
        result = None
        for entry in every(element, "contextEntry"):
            variable = one(entry, "variable")
            name = spell(variable.get("name", "")) if variable is not None else ""
            node = self.inside(entry, f"{where}“{name}”项" if name else where)
            called = one(entry, "functionDefinition") is not None
            wanted = self.types.callable_of(variable) if called else self.types.type_of(variable)
            if variable is None:
                result = node
            else:
                entries.append((name, _typed(node, wanted, f"{where}“{name}”项")))
        return BoxedContext(tuple(entries), result)

    def _list(self, element: Element, where: str) -> Node:
        return ListOf(
            tuple(self.expression(child, where) for child in element if local(child) in self._readers)
        )

    def _relation(self, element: Element, where: str) -> Node:
        names = tuple(spell(column.get("name", "")) for column in every(element, "column"))
        rows = []
        types = map(self.types.type_of, every(element, "column"))
        columns = [(wanted, f"{where}“{name}”列") for wanted, name in zip(types, names, strict=True)]
        for row in every(element, "row"):
            cells = tuple(self.expression(child, where) for child in row if local(child) in self._readers)
            fits = len(cells) == len(names)
            cells = tuple(_typed(cell, *column) for cell, column in zip(cells, columns, strict=False))
            rows.append(Row(names, cells) if fits else Broken(f"{where}有一行的单元格数与列数不一致。"))
        return ListOf(tuple(rows))

    def _invocation(self, element: Element, where: str) -> Node:
        names, arguments = [], []
        for binding in every(element, "binding"):
            parameter = one(binding, "parameter")
            names.append(spell(parameter.get("name", "")) if parameter is not None else "")
            argument = f"{where}的参数“{names[-1]}”"
            arguments.append(_typed(self.inside(binding, argument), self.types.type_of(parameter), argument))
        return Invocation(self.inside(element, where), tuple(names), tuple(arguments))

    def function(self, element: Element, where: str) -> Node:
        """A function definition; Java and PMML are refused."""
        if element.get("kind", "FEEL") != "FEEL":
            return Broken(f"{where}是外部函数（{element.get('kind')}），不执行，按空值处理。")
        parameters = tuple(
            (spell(parameter.get("name", "")), self.types.type_of(parameter))
            for parameter in every(element, "formalParameter")
        )
        body = self.inside(element, where)
        function = Definition(parameters, body, measure(body)[1])
        return _typed(function, self.types.callable_of(element), where)

    def _conditional(self, element: Element, where: str) -> Node:
        condition, then, otherwise = (
            self.inside(one(element, tag), f"{where}的 {tag}") for tag in ("if", "then", "else")
        )
        return Conditional(condition, then, otherwise, boxed=where)

    def _filter(self, element: Element, where: str) -> Node:
        return Filter(self.inside(one(element, "in"), where), self.inside(one(element, "match"), where))

    def _binding(self, element: Element, where: str) -> Binding:
        return Binding(spell(element.get("iteratorVariable", "")), self.inside(one(element, "in"), where))

    def _for(self, element: Element, where: str) -> Node:
        body = self.inside(one(element, "return"), where)
        return Iteration((self._binding(element, where),), body, mentions(body, "partial"))

    def _some(self, element: Element, where: str) -> Node:
        body = self.inside(one(element, "satisfies"), where)
        return Quantified((self._binding(element, where),), body, decisive=True, boxed=where)

    def _every(self, element: Element, where: str) -> Node:
        body = self.inside(one(element, "satisfies"), where)
        return Quantified((self._binding(element, where),), body, decisive=False, boxed=where)


def _typed(node: Node, wanted: AnyType | None, where: str) -> Node:
    """An expression that is fitted to a type, if one is declared."""
    return node if wanted is None else Typed(node, wanted, where)
