"""What a trigger learned from outside the diagram, in order: facts as they were read, and what operations answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Heard:
    """``entries`` alternate freely: ``("fact", name, value)`` and ``("result", process, element, value)``.

    A fact holds until the next result, since an operation may have changed it. Of a fact with declared members only the
    members that were read are kept, each in an entry of its own.
    """

    entries: list[tuple[Any, ...]] = field(default_factory=list)
    _noted: set[str] = field(default_factory=set)

    def fact(self, name: str, value: Any) -> None:
        if name not in self._noted:
            self._noted.add(name)
            self.entries.append(("fact", name, value))

    def members(self, name: str, values: Mapping[str, Any]) -> None:
        for member, value in values.items():
            if f"{name}.{member}" not in self._noted:
                self._noted.add(f"{name}.{member}")
                self.entries.append(("fact", name, {member: value}))

    def result(self, process: str, element: str, value: Any) -> None:
        self._noted.clear()
        self.entries.append(("result", process, element, value))
