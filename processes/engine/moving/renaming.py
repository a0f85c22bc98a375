"""Which element of the new version stands for which of the old one, where a person had to say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Renaming:
    """``elements`` leads from the old process id to old and new element ids, ``processes`` from called process to called
    process; whatever is not named keeps its id.
    """

    elements: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    processes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Renaming":
        value = value or {}
        return cls(value.get("elements", {}), value.get("processes", {}))

    def as_json(self) -> dict[str, Any]:
        return {
            "elements": {process: dict(names) for process, names in self.elements.items()},
            "processes": dict(self.processes),
        }

    def of(self, process: str) -> Mapping[str, str]:
        return self.elements.get(process, {})

    def element(self, process: str, element: str) -> str:
        return self.of(process).get(element, element)

    def process(self, process: str) -> str:
        return self.processes.get(process, process)
