"""How a recording may begin: as a scenario of the draft does, with its steps or without, or with a start of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.changes.authoring.outline import as_object
from casework.scenarios.script import scenario_of
from processes.models import Draft

# What a scenario says besides its beginning: who is there, and what was before.
SETTING = ("earlier", "vendors", "parameters", "terms")
# The cases that the scenario which a recording began like expects something of; no part of what is saved.
STATED = "stated"
# Openings of scenarios that are filled in on a form; a calendar or another matter opens the others.
FILLED_IN = ("findings", "process")


class NothingToBeginWith(LookupError):
    """No such scenario, or one that cannot be read."""


@dataclass(frozen=True)
class Known:
    """A scenario of the draft to begin with; ``may_differ``: its start is a form, which may be filled in anew."""

    path: str
    name: str
    steps: int
    may_differ: bool


def known_beginnings(draft: Draft) -> list[Known]:
    """Of every scenario of the draft that can be read, in one statement."""
    found = draft.files.filter(path__contains="/scenarios/").order_by("path").values_list("path", "content")
    read = ((path, _read(content)) for path, content in found)
    return [
        Known(path, str(raw["name"]), len(raw["steps"]), _may_differ(raw["start"]))
        for path, raw in read
        if raw is not None
    ]


def begun_like(draft: Draft, path: str, *, steps: int) -> dict[str, Any]:
    """The script that begins as the scenario ``path`` and repeats its first ``steps``. Raises NothingToBeginWith."""
    raw = _found(draft, path)
    stated = sorted(raw.get("expect", {}).get("cases", {}))
    named = {STATED: stated} if stated else {}
    return {**_setting(raw), **named, "start": raw["start"], "steps": raw["steps"][: max(0, steps)]}


def begun_anew(draft: Draft, path: str) -> dict[str, Any]:
    """The script without a start, in the setting of the scenario ``path``, or in none for "". Raises NothingToBeginWith."""
    if not path:
        return {"steps": []}
    raw = _found(draft, path)
    return {**_setting(raw), "like": raw["start"], "steps": []}


def _setting(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {key: raw[key] for key in SETTING if raw.get(key)}


def _may_differ(start: Mapping[str, Any]) -> bool:
    return "calendar" not in start and any(key in start for key in FILLED_IN)


def _found(draft: Draft, path: str) -> dict[str, Any]:
    content = (
        draft.files.filter(path=path, path__contains="/scenarios/").values_list("content", flat=True).first()
    )
    raw = _read(content or "")
    if raw is None:
        raise NothingToBeginWith(path)
    return raw


def _read(content: str) -> dict[str, Any] | None:
    raw = as_object(content)
    try:
        scenario_of(raw)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return raw
