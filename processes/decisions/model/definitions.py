"""Reads the item definitions of a file and looks types up by the names that elements refer to."""

from collections.abc import Iterable, Iterator, Mapping

from processes.decisions.elements import Element, every, one, text_of
from processes.decisions.model.types import AnyType, ItemType
from processes.feel import FeelFailure, UnaryTests, parse, parse_unary
from processes.feel.nodes.operators import InstanceOf
from processes.feel.types import Type
from processes.feel.words import spell

# DMN 1.1 wrote these; later versions write the names of FEEL.
_OLD_NAMES = {
    "dateTime": "date and time",
    "dateAndTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}


class Types(Mapping[str, ItemType]):
    """The item definitions of one file by name, built when first asked for."""

    def __init__(self, root: Element, imported: "Iterable[tuple[str, Types]]" = ()) -> None:
        self._imported = {f"{name}.{key}": (types, key) for name, types in imported for key in types.names}
        for types, key in list(self._imported.values()):
            self._imported.setdefault(key, (types, key))  # older files write a prefix of XML before the name
        self._elements = {e.get("name", "").strip(): e for e in every(root, "itemDefinition")}
        self._built: dict[str, ItemType] = {}
        self._building: set[str] = set()
        self.names: frozenset[str] = frozenset(self._elements) | frozenset(self._imported)

    def __getitem__(self, name: str) -> ItemType:
        if name not in self._elements:
            types, key = self._imported[name]
            return types[key]
        if name not in self._built:
            self._building.add(name)
            self._built[name] = self._build(self._elements[name])
            self._building.discard(name)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._elements)

    def __len__(self) -> int:
        return len(self._elements)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def named(self, reference: str | None) -> AnyType | None:
        """The type that a typeRef means; None for Any, for what is not known, and for a definition inside
        itself."""
        name = spell(reference or "")
        for candidate in (name, name.rpartition(":")[2]):
            if candidate in self._elements:
                return None if candidate in self._building else self[candidate]
            if candidate in self._imported:
                types, key = self._imported[candidate]
                return types.named(key)
        return _feel_type(name.rpartition(":")[2], self.names)

    def type_of(self, element: Element | None) -> AnyType | None:
        """The type that an element's attribute typeRef declares."""
        return None if element is None else self.named(element.get("typeRef"))

    def callable_of(self, element: Element | None) -> AnyType | None:
        """The function type that an element declares which is called; older files write what it gives instead."""
        declared = self.type_of(element)
        if declared is None or (isinstance(declared, ItemType) and declared.function):
            return declared
        if isinstance(declared, Type) and declared.name == "function":
            return declared
        return ItemType(declared.name, function=True, result=declared)

    def _build(self, element: Element) -> ItemType:
        reference = one(element, "typeRef")
        function = one(element, "functionItem")
        return ItemType(
            element.get("name", "").strip(),
            None if reference is None else self.named(reference.text),
            tuple(
                (spell(part.get("name", "")), self._build(part)) for part in every(element, "itemComponent")
            ),
            element.get("isCollection") in ("true", "1"),
            function is not None,
            tuple(map(self.type_of, every(function, "parameters"))) if function is not None else (),
            None if function is None else self.named(function.get("outputTypeRef")),
            _tests(element, "allowedValues"),
            _tests(element, "typeConstraint"),
        )


def _tests(element: Element, tag: str) -> UnaryTests | None:
    values = one(element, tag)
    text = text_of(values) if values is not None else ""
    try:
        return parse_unary(text) if text else None
    except FeelFailure:
        return None


def _feel_type(name: str, known: frozenset[str]) -> Type | None:
    name = _OLD_NAMES.get(name, name)
    if name in ("", "Any", "any"):
        return None
    try:
        node = parse(f"null instance of {name}", types=known).root
    except FeelFailure:
        return None
    return node.type if isinstance(node, InstanceOf) else None
