"""Types as `instance of` and function parameters name them (DMN 10.3.2.2 and 10.3.2.9)."""

from dataclasses import dataclass

from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, Range, kind

SIMPLE = frozenset(
    [
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
        "Any",
        "Null",
    ]
)


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name, with its element types (`list<T>`, `range<T>`) or its named members (`context<a:
    T>`)."""

    name: str
    elements: tuple["Type", ...] = ()
    members: tuple[tuple[str, "Type"], ...] = ()

    def admits(self, value: FeelValue, run: Run) -> bool:
        """Whether a value is an instance; null is one of Null alone."""
        run.spend(1)
        name = self.name
        if value is None:
            return name == "Null"
        if name == "Any":
            return True
        if kind(value) != name:
            return False
        return self._admits_inside(value, run)

    def _admits_inside(self, value: FeelValue, run: Run) -> bool:
        if isinstance(value, list) and self.elements:
            return all(item is None or self.elements[0].admits(item, run) for item in value)
        if isinstance(value, dict):
            return all(
                name in value and (value[name] is None or member.admits(value[name], run))
                for name, member in self.members
            )
        if isinstance(value, Range) and self.elements:
            return all(end is None or self.elements[0].admits(end, run) for end in (value.start, value.end))
        if isinstance(value, Function) and self.elements:
            return len(value.parameters) == len(self.elements) - 1
        return True
