"""Names of steps in the language of the screen."""

from typing import Protocol


class Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


def step_name(thing: Named, language: str) -> str:
    """The name from the diagram: its English one on an English screen, where it has one."""
    return thing.name_en if language.startswith("en") and thing.name_en else thing.name
