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
from processes.decisions.model.types import fitted, read_as
from processes.feel import FeelError, FeelValue, from_json
from processes.feel.expression import evaluate_in
from processes.feel.run import Run, Scope
from processes.feel.values import Function

_UNSET = object()
CALL = 50  # ticks of calling a service: a whole evaluation of its own


class Evaluation:
    """One file over one set of inputs. `overrides` are elements, by namespace and id, whose values are given; `whole`
    is the evaluation of the file to which an import without a name adds the elements of this one."""

    def __init__(
        self,
        document: Document,
        run: Run,
        inputs: Mapping[str, Any],
        overrides: Mapping[tuple[str, str], FeelValue] = MappingProxyType({}),
        whole: "Evaluation | None" = None,
    ) -> None:
        self.document = document
        self.run = run
        self.inputs = inputs
        self.whole = whole or self
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
            whole = None if used.name else self.whole
            self._imported[used] = Evaluation(used.document, self.run, inputs, self._overrides, whole)
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
        return self.given(element, given)

    def given(self, element: Element, value: Any) -> FeelValue:
        """Data from outside for an input or a decision, as the type of its variable wants it."""
        wanted = self.document.types.type_of(one(element, "variable"))
        where = f"{'输入' if local(element) == INPUT else ''}“{name_of(element)}”"
        return fitted(from_json(read_as(value, wanted)), wanted, where, self.run)

    def _decided(self, element: Element) -> FeelValue:
        if name_of(element) in self.inputs and not self.document.has_logic(element):
            return self.given(element, self.inputs[name_of(element)])
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
        owner, element = self._standing(used, element)
        callable_ = local(element) in (KNOWLEDGE, SERVICE)
        value = owner.function(element) if callable_ else owner.value(element)
        place = variables.setdefault(used.name, {}) if used is not None and used.name else variables
        place[name_of(element)] = value

    def _standing(self, used: Import | None, element: Element) -> tuple["Evaluation", Element]:
        """An element with the evaluation of its file, or what stands for its name instead."""
        owner = self.within(used)
        if owner.whole is owner and owner is not self.whole:
            return owner, element
        place, first = self.whole.document.standing[name_of(element)]
        stands = self.whole.within(place)
        return (owner, element) if stands.document.namespace == owner.document.namespace else (stands, first)

    def function(self, element: Element) -> FeelValue:
        """A knowledge model or a decision service as a function."""
        key = element.get("id", "")
        if key not in self._functions:
            made = self._service(element) if local(element) == SERVICE else self._knowledge(element)
            self._functions[key] = made
        return self._functions[key]

    def _knowledge(self, element: Element) -> FeelValue:
        scope = Scope(self.run, {}, None)
        made = self._called(element, self.document.logic(element).evaluate(scope))
        self._functions[element.get("id", "")] = made  # its own requirements may lead back to it
        scope.variables[name_of(element)] = made
        scope.variables.update(self.scope(element).variables)
        return made

    def _service(self, element: Element) -> FeelValue:
        outputs = tuple(self._all(element, "outputDecision"))
        return self._called(element, Service(self, self.parameters(element), outputs))

    def _called(self, element: Element, function: FeelValue) -> FeelValue:
        """A function as the type of its variable wants it."""
        wanted = self.document.types.callable_of(one(element, "variable"))
        return fitted(function, wanted, f"“{name_of(element)}”", self.run)

    def parameters(self, service: Element) -> tuple[Found, ...]:
        """What a decision service is called with: input data first, then the decisions that are given."""
        return tuple(self._all(service, "inputData")) + tuple(self._all(service, "inputDecision"))

    def _all(self, element: Element, tag: str) -> Iterator[Found]:
        return (found for found in self.document.referred(element, tag) if not isinstance(found, str))


@dataclass(frozen=True, slots=True, eq=False)
class Service(Function):
    """A decision service: its output decisions over the values of its parameters alone."""

    evaluation: Evaluation
    given: tuple[Found, ...]
    outputs: tuple[Found, ...]

    @property
    def parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(map(_seen_as, self.given))

    def call(self, run: Run, positional: list[FeelValue], named: Mapping[str, FeelValue] | None) -> FeelValue:
        """The single output's value, or a context of several."""
        run.tick(CALL)
        names = self.parameters
        if named is not None:
            if set(named) != set(names):
                return None
            positional = [named[name] for name in names]
        if len(positional) != len(names):
            return None
        run.enter(10)
        overrides = {}
        for (used, element), value in zip(self.given, positional, strict=True):
            owner = self.evaluation.within(used)
            overrides[owner.document.namespace, element.get("id", "")] = owner.given(element, value)
        inner = Evaluation(self.evaluation.document, run, {}, overrides)
        results = {name_of(output): inner.within(used).value(output) for used, output in self.outputs}
        run.frames -= 10
        return next(iter(results.values())) if len(results) == 1 else results


def _seen_as(found: Found) -> str:
    """The name of an element in the file that uses it: that of its import comes first."""
    used, element = found
    return f"{used.name}.{name_of(element)}" if used is not None and used.name else name_of(element)


def evaluate(document: Document, found: Found, run: Run, inputs: Mapping[str, Any]) -> FeelValue:
    """The value of a decision, or of a service or knowledge model called with the inputs of its parameters'
    names."""
    used, element = found
    evaluation = Evaluation(document, run, inputs).within(used)
    if local(element) == DECISION:
        return evaluation.value(element)
    function = evaluation.function(element)
    if not isinstance(function, Function):
        return None
    if local(element) == SERVICE:
        parts = evaluation.parameters(element)
        given = [evaluation.within(place).inputs.get(name_of(part)) for place, part in parts]
    else:
        given = [inputs.get(name) for name in function.parameters]
    declared, _ = function.declared()
    values = [from_json(read_as(value, wanted)) for value, wanted in zip(given, declared, strict=True)]
    return function.call(run, values, None)
