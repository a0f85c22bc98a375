"""The only door from the engine to the domain: named operations, facts and functions, filled at start-up.

``casework`` registers what a diagram may do (operations), what an expression may know (facts, always fresh from the
database) and what it may compute (functions). Nothing else of the domain is reachable from a diagram.
"""

import inspect
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class OperationContext:
    """What an operation is told about the step that runs it."""

    instance_id: UUID
    key: UUID
    process_id: str
    element_id: str
    at: datetime
    by: Any
    data: Mapping[str, Any]
    submission: Mapping[str, Any] | None = None


OperationCall = Callable[..., Mapping[str, Any] | None]
FactProvider = Callable[[UUID, datetime], Mapping[str, Any]]

PARAMETER_TYPES: dict[Any, str] = {
    str: "string", int: "number", Decimal: "number", bool: "boolean", date: "date", datetime: "date and time",
    list: "list",
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """``type`` is the FEEL type name; a parameter without default must be given in the diagram."""

    name: str
    type: str
    required: bool


@dataclass(frozen=True)
class Operation:
    name: str
    title: str
    call: OperationCall
    parameters: Mapping[str, Parameter]
    skippable: bool = True


@dataclass(frozen=True)
class Kept:
    """A fact of declared ``members``. A decision that reads some keeps their values, and what the fact ``sources``
    says of each, unless the values say that themselves."""

    members: frozenset[str]
    sources: str | None


@dataclass(frozen=True)
class Trouble:
    """What a kind of failure is called before people; ``transient`` ones are worth another try later."""

    sentence: str
    transient: bool


class UnknownOperation(LookupError):
    """A diagram names an operation that nothing registered."""


class DuplicateName(Exception):
    """Two parts of the domain register the same name."""


# Given a bundle that passed the check, says with the host's own knowledge what still stops it: a `Problem` each.
Inspection = Callable[[Any], Iterable[Any]]
DueDates = Callable[[Mapping[UUID, str], datetime], Mapping[UUID, datetime]]

_operations: dict[str, Operation] = {}
_facts: dict[str, FactProvider] = {}
_timely: set[str] = set()
_functions: dict[str, Callable[..., Any]] = {}
_due_dates: list[DueDates] = []
_kept: dict[str, Kept] = {}
_inspections: list[Inspection] = []
_troubles: dict[type[Exception], Trouble] = {}
_kinds: dict[str, str] = {}
_offices: list[Callable[[], Collection[str]]] = []
_lookers: list[Callable[[Any, datetime], None]] = []


def kinds(known: Mapping[str, str]) -> None:
    """Register the sorts of matter that a start event may name: code and label."""
    _kinds.update(known)


def offices(read: Callable[[], Collection[str]]) -> Callable[[], Collection[str]]:
    """Register who knows the codes of the offices that may answer for a matter."""
    if _offices:
        raise DuplicateName("offices")
    _offices.append(read)
    return read


def looks_at_incidents(look: Callable[[Any, datetime], None]) -> Callable[[Any, datetime], None]:
    """Register who looks at the version of every incident, with ``(version id, at)``, once the incident is committed."""
    _lookers.append(look)
    return look


def look_at_incident(version_id: Any, at: datetime) -> None:
    for look in _lookers:
        look(version_id, at)


def known_offices() -> Collection[str]:
    """Empty while nobody knows any."""
    return _offices[0]() if _offices else ()


def known_kinds() -> Mapping[str, str]:
    return _kinds


def operation(name: str, *, title: str, skippable: bool = True) -> Callable[[OperationCall], OperationCall]:
    """Register a function ``(context, *, parameters…) -> mapping | None`` under ``name``; ``title`` is for managers.

    What is not ``skippable`` must not be passed over when it fails: the steps after it would rest on nothing.
    """

    def register(call: OperationCall) -> OperationCall:
        if name in _operations:
            raise DuplicateName(name)
        _operations[name] = Operation(name, title, call, _parameters(call), skippable)
        return call

    return register


def facts(*names: str, timely: bool = False) -> Callable[[FactProvider], FactProvider]:
    """Register a provider ``(key, at) -> {name: value}`` for the top-level ``names`` that expressions may use.

    ``timely``: what it says of a past moment it still says today, whatever became of the case since.
    """

    def register(provider: FactProvider) -> FactProvider:
        for name in names:
            if name in _facts:
                raise DuplicateName(name)
            _facts[name] = provider
            if timely:
                _timely.add(name)
        return provider

    return register


def keep_members(name: str, *, members: frozenset[str], sources: str | None = None) -> None:
    """Declare the ``members`` of the fact ``name``: expressions that name another are refused, and every decision keeps
    those that its table reads, with the members of the same names of the fact ``sources``, where one is named."""
    if name in _kept:
        raise DuplicateName(name)
    _kept[name] = Kept(members, sources)


def is_timely(name: str) -> bool:
    """Whether the fact may be asked again about a past moment."""
    return name in _timely


def is_kept_apart(name: str) -> bool:
    """Whether the fact is kept member by member, or says where such members come from, or follows from the moment."""
    return name in _timely or any(name in (fact, kept.sources) for fact, kept in _kept.items())


def kept_members() -> Mapping[str, Kept]:
    """By the fact's name."""
    return _kept


def function(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a pure function that expressions may call by ``name``."""

    def register(call: Callable[..., Any]) -> Callable[..., Any]:
        if name in _functions:
            raise DuplicateName(name)
        _functions[name] = call
        return call

    return register


def due_dates(reckon: DueDates) -> DueDates:
    """Register who reckons rules such as ``2 WD``: ``(rules by task id, at) -> moments by task id``."""
    if _due_dates:
        raise DuplicateName("due_dates")
    _due_dates.append(reckon)
    return reckon


def reckon_due_dates(rules: Mapping[UUID, str], at: datetime) -> Mapping[UUID, datetime]:
    return _due_dates[0](rules, at) if _due_dates and rules else {}


def inspect_deployments(inspection: Inspection) -> Inspection:
    """Register what the domain asks of every deployment; it runs in this process and may read the database."""
    _inspections.append(inspection)
    return inspection


def inspected(bundle: Any) -> Iterator[Any]:
    """What every registered inspection has against a bundle that the check found good."""
    for inspection in _inspections:
        yield from inspection(bundle)


def trouble(kind: type[Exception], sentence: str, *, transient: bool) -> None:
    """Register what people are told when an automatic step fails with ``kind``, an error of the domain's own."""
    if kind in _troubles:
        raise DuplicateName(kind.__name__)
    _troubles[kind] = Trouble(sentence, transient)


def trouble_of(error: BaseException) -> Trouble | None:
    """The trouble of the nearest registered kind."""
    return next((_troubles[kind] for kind in type(error).__mro__ if kind in _troubles), None)


def get_operation(name: str) -> Operation:
    """Return the operation or raise UnknownOperation."""
    try:
        return _operations[name]
    except KeyError:
        raise UnknownOperation(name) from None


def operations() -> Mapping[str, Operation]:
    return dict(_operations)


def functions() -> Mapping[str, Callable[..., Any]]:
    return _functions


def fact_provider(name: str) -> FactProvider | None:
    return _facts.get(name)


def fact_names() -> frozenset[str]:
    return frozenset(_facts)


def _parameters(call: OperationCall) -> dict[str, Parameter]:
    hints = typing.get_type_hints(call)
    return {
        name: Parameter(name, _feel_type(hints.get(name, str)), p.default is inspect.Parameter.empty)
        for name, p in inspect.signature(call).parameters.items()
        if p.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _feel_type(hint: Any) -> str:
    plain = [a for a in typing.get_args(hint) if a is not type(None)] if _is_optional(hint) else [hint]
    origin = typing.get_origin(plain[0]) or plain[0]
    return PARAMETER_TYPES.get(origin, "Any")


def _is_optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)
