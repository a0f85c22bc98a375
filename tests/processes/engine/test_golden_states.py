"""States that earlier releases saved load in this one, show what they showed, and go on to the same end."""

import json
from pathlib import Path
from typing import Any

import pytest

from processes.bundle import Bundle
from tests.processes.engine.conftest import calls
from tests.processes.engine.golden.play import Walk, record
from tests.processes.engine.golden.shapes import SHAPES
from tests.processes.engine.golden.write import FOLDER

KEPT = sorted(FOLDER.glob("*/*.json"))


def test_the_release_of_today_is_among_them() -> None:
    assert {path.stem for path in KEPT} == {name.replace(" ", "_") for name in SHAPES}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_state_goes_on_to_its_end(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    made = Bundle(kept["main"], {name: text.encode() for name, text in kept["files"].items()})
    *states, last = kept["states"]
    assert last["seen"]["end"] is not None
    for state in states:
        calls.clear()
        walk = Walk(made)
        walk.resume(state["body"], state["at"])
        assert walk.seen() == state["seen"]
        for action, later in zip(
            kept["actions"][state["after"] :], kept["states"][state["after"] + 1 :], strict=True
        ):
            walk.act(action)
            assert _timeless(walk.seen()) == _timeless(later["seen"])


def _timeless(seen: dict[str, Any]) -> dict[str, Any]:
    """An operation of the tests counts how often it ran, which a state in the middle cannot know."""
    text = json.dumps(seen, sort_keys=True)
    return json.loads(text.replace('"count": 2', '"count": 1'))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_still_ends(name: str) -> None:
    *_, last = record(SHAPES[name])
    assert last["seen"]["end"] is not None
    assert last["seen"]["ready"] == []
