"""A scenario as data: starting data, steps, and what is expected of the path, the deadlines and the end."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from casework.cases.clock import LOCAL
from processes.bundle import DEFINITIONS


@dataclass(frozen=True)
class Step:
    """One of: a task completed, a message sent, a night's run of the watch over papers, or time passing."""

    at: datetime
    task: str | None = None
    # The respondent of an opened case on which the step is played, instead of the scenario's own.
    case: str | None = None
    message: str | None = None
    role: str | None = None
    person: str | None = None
    item: int | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    refused: str | None = None
    night: bool = False
    # Given before the task is completed: see ``casework.scenarios.answers``.
    papers: Mapping[str, Any] | None = None
    # A vendor enters a library, by a matter of its own: ``name`` and what ``vendors`` say of entries.
    enters: Mapping[str, Any] | None = None
    # Tables as the form offers them, and what is changed in rows of one: see ``casework.scenarios.offered``.
    prefilled: bool = False
    choose: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Scenario:
    name: str
    story: str
    start: Mapping[str, Any]
    steps: tuple[Step, ...]
    expect: Mapping[str, Any]
    earlier: tuple[Mapping[str, Any], ...] = ()
    vendors: tuple[Mapping[str, Any], ...] = ()
    # What is set before: see ``casework.scenarios.settings``.
    parameters: Mapping[str, Any] = field(default_factory=dict)
    terms: tuple[Mapping[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name


def read_scenario(content: bytes) -> Scenario:
    """Read one scenario. Raises KeyError or ValueError where it is incomplete."""
    return scenario_of(json.loads(content))


def scenario_of(raw: Mapping[str, Any]) -> Scenario:
    """The scenario that a file's JSON says. Raises KeyError or ValueError where it is incomplete."""
    return Scenario(
        name=raw["name"],
        story=raw.get("story", ""),
        start=raw["start"],
        steps=tuple(step_of(item) for item in raw["steps"]),
        expect=raw["expect"],
        earlier=tuple(raw.get("earlier", [])),
        vendors=tuple(raw.get("vendors", [])),
        parameters=raw.get("parameters", {}),
        terms=tuple(raw.get("terms", [])),
    )


def scenarios_of(folder: str) -> Iterator[tuple[Path, Scenario]]:
    """The scenarios of a definition folder, in order of their file names."""
    for path in sorted((DEFINITIONS / folder / "scenarios").glob("*.json")):
        yield path, read_scenario(path.read_bytes())


def moment(text: str) -> datetime:
    """A local date-time without zone. Raises ValueError with a sentence."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=LOCAL)
    except ValueError as error:
        raise ValueError(f"“{text}”不是看得懂的日期、时间") from error


def step_of(raw: Mapping[str, Any]) -> Step:
    return Step(
        at=moment(raw["at"]),
        task=raw.get("task"),
        case=raw.get("case"),
        message=raw.get("message"),
        role=raw.get("role"),
        person=raw.get("person"),
        item=raw.get("finding"),
        form=raw.get("form", {}),
        refused=raw.get("refused"),
        night=bool(raw.get("night")),
        papers=raw.get("papers"),
        enters=raw.get("enters"),
        prefilled=bool(raw.get("prefilled")),
        choose=raw.get("choose"),
    )
