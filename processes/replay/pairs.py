"""The definition that instances ran on, and the one through which they are replayed."""

from dataclasses import dataclass
from functools import cached_property

from processes.bundle import Bundle
from processes.engine import Definition


@dataclass(frozen=True)
class Pair:
    """``source`` as it was, ``target`` as it is to be; both with the bundles that they were compiled from."""

    source: Definition
    target: Definition
    old: Bundle
    new: Bundle

    @cached_property
    def changed(self) -> frozenset[str]:
        """Ids of decision tables that are not what they were, or are there on one side only."""
        old, new = self.source.decisions, self.target.decisions
        return frozenset(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))

    @cached_property
    def only_tables(self) -> bool:
        """Whether nothing but decision tables differs."""
        paths = self.old.files.keys() | self.new.files.keys()
        return all(
            path.endswith(".dmn")
            or _is_scenario(path)
            or self.old.files.get(path) == self.new.files.get(path)
            for path in paths
        )


def _is_scenario(path: str) -> bool:
    return "/scenarios/" in path
