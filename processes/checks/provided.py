"""The names that a diagram puts into the engine's data, each as a bit, and what people call them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from processes import registry
from processes.checks.draft import Draft
from processes.checks.readings import parsed
from processes.feel.nulls import NULL, answers
from processes.forms import FormSchema
from processes.vocabulary import Element


@dataclass(frozen=True)
class Source:
    """An element that provides a name, with the forms whose fields it holds; none where it is no form's."""

    element: Element
    forms: tuple[FormSchema, ...] = ()
    is_form: bool = False


@dataclass
class Provided:
    """``bits`` by name; a fact is none of them."""

    draft: Draft
    bits: dict[str, int] = field(default_factory=dict)
    sources: dict[str, list[Source]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.bits)) - 1

    def given_by(self, element: Element) -> int:
        """What is there once the element was passed, however it came to be."""
        # What begins by the calendar or a message has no form.
        if element.calendar is not None or element.receive is not None:
            return 0
        return self.mask(self.names_of(element))

    def names_of(self, element: Element) -> frozenset[str]:
        return frozenset(name for name, _ in _names(self.draft, element))

    def handed_in(self, element: Element, came: int) -> int:
        """What a called process finds besides: parameters that have a value, and the item of a loop."""
        call = element.call
        names = [
            name
            for name, text in (call.parameters.items() if call else ())
            if not (text.startswith("=") and self._is_null(text, came))
        ]
        return self.mask([*names, element.loop.element] if element.loop else names)

    def mask(self, names: Iterable[str]) -> int:
        found = 0
        for name in names:
            found |= self.bits.get(name, 0)
        return found

    def absent(self, read: frozenset[str], came: int) -> frozenset[str]:
        """Of the names that are read, those that may not be there yet."""
        return frozenset(name for name in read if name in self.bits and not came & self.bits[name])

    def _is_null(self, text: str, came: int) -> bool:
        read = parsed(text)
        return read is not None and answers(read.root, self.absent(read.names, came)) == NULL


def provided_by(draft: Draft) -> Provided:
    found = Provided(draft)
    for element in draft.elements():
        for name, source in (*_names(draft, element), *_within(element)):
            if name not in registry.fact_names():
                found.bits.setdefault(name, 1 << len(found.bits))
                found.sources[name].append(source)
    return found


def _names(draft: Draft, element: Element) -> Iterator[tuple[str, Source]]:
    if element.kind == "userTask":
        yield element.id, _of_forms(draft, element, [element.form])
    if element.starts:
        yield element.id, _of_forms(draft, element, [start.form for start in element.starts])
    for call in (element.operation, element.decision):
        if call is not None and call.result:
            yield call.result, Source(element)
    if element.action is not None:
        yield element.action.message, _of_forms(draft, element, [element.action.form])


def _within(element: Element) -> Iterator[tuple[str, Source]]:
    """What only the level knows that the element opens."""
    for name in element.call.parameters if element.call else ():
        yield name, Source(element)
    if element.loop is not None:
        yield element.loop.element, Source(element)


def _of_forms(draft: Draft, element: Element, keys: list[str | None]) -> Source:
    forms = [draft.forms.get(key or "") for key in keys]
    known = tuple(form for form in forms if form is not None)
    return Source(element, known, is_form=len(known) == len(forms))
