"""Evaluates a decision with all that it requires (DMN 10.4): every decision once, and each with what it
requires and nothing else in sight."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from processes.decisions.elements import Element, local, one
from processes.decisions.model.document import (
    DECISION,
    INPUT,
    KNOWLEDGE,
    SERVICE,
    Document,
    Found,
    Import,
    name_of,
)
from processes.decisions.model.nodes import fitted
from processes.decisions.model.types import AnyType, read_as
from processes.feel import FeelError, FeelValue, from_json
from processes.feel.expression import evaluate_in
from processes.feel.nodes.functions import Closure, Definition
from processes.feel.run import Run, Scope
from processes.feel.values import Function

_UNSET = object()
CALL = 50  # ticks of calling a service: a whole evaluation of its own


class Evaluation:
    """One file over one set of inputs. `overrides` are elements, by namespace and id, whose values are given."""

    def __init__(
        self,
        document: Document,
        run: Run,
        inputs: Mapping[str, Any],
        overrides: Mapping[tuple[str, str], FeelValue] = MappingProxyType({}),
    ) -> None:
        self.document = document
        self.run = run
        self.inputs = inputs
        self._overrides = overrides
        self._values: dict[str, FeelValue] = {
            key: value for (namespace, key), value in overrides.items() if namespace == document.namespace
        }
        self._functions: dict[str, FeelValue] = {}
        self._imported: dict[Import, Evaluation] = {}

    def within(self, used: Import | None) -> "Evaluation":
        """The evaluation of the file in which an element stands: this one, or an imported one over the same
        inputs, where those under the import's name (`model.name`, or in a context `model`) come first."""
        if used is None:
            return self
        if used not in self._imported:
            own, prefix = self.inputs.get(used.name), f"{used.name}."
            named = {key[len(prefix) :]: self.inputs[key] for key in self.inputs if key.startswith(prefix)}
            inputs = ChainMap(named, dict(own) if isinstance(own, Mapping) else {}, dict(self.inputs))
            self._imported[used] = Evaluation(used.document, self.run, inputs, self._overrides)
        return self._imported[used]

    def value(self, element: Element) -> FeelValue:
        """The value of input data or of a decision, null with a warning where it cannot be had."""
        key = element.get("id", "")
        found = self._values.get(key, _UNSET)
        if found is _UNSET:
            self._values[key] = None  # what requires itself finds null
            found = self._input(element) if local(element) == INPUT else self._decided(element)
            self._values[key] = found
        return found

    def _input(self, element: Element) -> FeelValue:
        name = name_of(element)
        given = self.inputs.get(name, self.inputs.get(element.get("name", "")))
        if given is None and name not in self.inputs:
            self.run.warn(f"没有给出输入“{name}”，按空值处理。")
        return self.given(given, one(element, "variable"), f"输入“{name}”")

    def given(self, value: Any, variable: Element | None, where: str) -> FeelValue:
        """Data from outside as the type of a variable wants it."""
        wanted = self.document.types.type_of(variable)
        return fitted(
            from_json(read_as(value, wanted)), wanted, where, self.run.warn, Scope(self.run, {}, None)
        )

    def _decided(self, element: Element) -> FeelValue:
        if name_of(element) in self.inputs and not self.document.has_logic(element):
            return self.given(
                self.inputs[name_of(element)], one(element, "variable"), f"“{name_of(element)}”"
            )
        frames = self.run.frames
        try:
            return evaluate_in(self.document.logic(element), self.scope(element))
        except (FeelError, RecursionError) as error:
            self.run.frames = frames
            reason = str(error) if isinstance(error, FeelError) else "需求关系嵌套过深。"
            self.run.warn(f"决策“{name_of(element)}”无法计算：{reason}")
            return None

    def scope(self, element: Element) -> Scope:
        """What the logic of an element may see: what it requires, by name."""
        variables: dict[str, FeelValue] = {}
        for path in (
            ("informationRequirement", "requiredInput"),
            ("informationRequirement", "requiredDecision"),
            ("knowledgeRequirement", "requiredKnowledge"),
        ):
            for found in self.document.referred(element, *path):
                if isinstance(found, str):
                    self.run.warn(f"“{name_of(element)}”引用的 {found} 找不到，按空值处理。")
                else:
                    self._bind(variables, *found)
        return Scope(self.run, variables, None)

    def _bind(self, variables: dict[str, FeelValue], used: Import | None, element: Element) -> None:
        owner = self.within(used)
        callable_ = local(element) in (KNOWLEDGE, SERVICE)
        value = owner.function(element) if callable_ else owner.value(element)
        place = variables.setdefault(used.name, {}) if used is not None and used.name else variables
        place[name_of(element)] = value

    def function(self, element: Element) -> FeelValue:
        """A knowledge model or a decision service as a function."""
        key = element.get("id", "")
        if key not in self._functions:
            if local(element) == SERVICE:
                self._functions[key] = self.service(element)
            else:
                self._functions[key] = self._knowledge(element)
        return self._functions[key]

    def _knowledge(self, element: Element) -> FeelValue:
        logic = self.document.logic(element)
        scope = Scope(self.run, {}, None)
        if not isinstance(logic, Definition):
            return logic.evaluate(scope)  # warns, and gives null
        wanted = self.document.types.result_of(one(element, "variable"))
        function = Closure(logic, scope)
        made: Function = (
            function if wanted is None else Fitted(function, wanted, f"“{name_of(element)}”", scope)
        )
        self._functions[element.get("id", "")] = made  # its own requirements may lead back to it
        scope.variables[name_of(element)] = made
        scope.variables.update(self.scope(element).variables)
        return made

    def service(self, element: Element) -> "Service":
        """A decision service with its parameters: input data first, then the decisions that are given."""
        given = tuple(self._all(element, "inputData")) + tuple(self._all(element, "inputDecision"))
        outputs = tuple(self._all(element, "outputDecision"))
        wanted = self.document.types.result_of(one(element, "variable"))
        return Service(self, name_of(element), given, outputs, wanted)

    def _all(self, element: Element, tag: str) -> Iterator[Found]:
        return (found for found in self.document.referred(element, tag) if not isinstance(found, str))


@dataclass(frozen=True, slots=True, eq=False)
class Fitted(Function):
    """A function whose result is fitted to a type."""

    function: Closure
    wanted: AnyType
    where: str
    scope: Scope

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return self.function.parameters

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        return fitted(
            self.function.call(run, positional, named), self.wanted, self.where, run.warn, self.scope
        )


@dataclass(frozen=True, slots=True, eq=False)
class Service(Function):
    """A decision service: its output decisions over the values of its parameters alone."""

    evaluation: Evaluation
    name: str
    given: tuple[Found, ...]
    outputs: tuple[Found, ...]
    wanted: AnyType | None

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(map(_seen_as, self.given))

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        run.tick(CALL)
        names = self.parameters
        if named is not None:
            if set(named) != set(names):
                return None
            positional = [named[name] for name in names]
        if len(positional) != len(names):
            return None
        return self.over(run, positional)

    def over(self, run: Run, values: list[Any]) -> FeelValue:
        """The single output's value, or a context of several; values go with `given`."""
        run.enter(10)
        overrides = {}
        for (used, element), value in zip(self.given, values, strict=True):
            owner = self.evaluation.within(used)
            fitting = owner.given(value, one(element, "variable"), f"“{name_of(element)}”")
            overrides[owner.document.namespace, element.get("id", "")] = fitting
        inner = Evaluation(self.evaluation.document, run, {}, overrides)
        results = {name_of(output): inner.within(used).value(output) for used, output in self.outputs}
        run.frames -= 10
        result = next(iter(results.values())) if len(results) == 1 else results
        return fitted(result, self.wanted, f"“{self.name}”", run.warn, Scope(run, {}, None))


def _seen_as(found: Found) -> str:
    """The name of an element in the file that uses it: that of its import comes first."""
    used, element = found
    return f"{used.name}.{name_of(element)}" if used is not None and used.name else name_of(element)


def evaluate(document: Document, element: Element, run: Run, inputs: Mapping[str, Any]) -> FeelValue:
    """The value of a decision, or of a service or knowledge model called with the inputs of its parameters'
    names."""
    evaluation = Evaluation(document, run, inputs)
    if local(element) == DECISION:
        return evaluation.value(element)
    function = evaluation.function(element)
    if not isinstance(function, Function):
        return None
    if isinstance(function, Service):
        given = [evaluation.within(used).inputs.get(name_of(element)) for used, element in function.given]
        return function.over(run, given)
    values = {name: from_json(inputs.get(name)) for name in function.parameters}
    return function.call(run, [], values)
