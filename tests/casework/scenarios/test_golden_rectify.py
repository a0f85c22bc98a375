"""Rectifications that an earlier release left in the middle load in this one, on the definition they began on.

``BANJIE_GOLDEN=<release>`` writes those of a new release.
"""

import json
import os
from pathlib import Path
from uuid import uuid4

import pytest

from casework.scenarios.runner import trial
from processes.bundle import DEFINITIONS, Bundle, read_bundle
from processes.engine import compile_bundle
from processes.engine.state import sign
from processes.models import ProcessInstance
from processes.services import deploy
from tests.casework.scenarios.golden.moments import AT, MOMENTS, instance_at, shown

FOLDER = Path(__file__).parent / "golden"
KEPT = sorted(FOLDER.glob("*.json"))
RELEASE = os.environ.get("BANJIE_GOLDEN", "")


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_every_moment_that_a_release_saved_loads_and_shows_what_it_showed(path: Path) -> None:
    kept = json.loads(path.read_text(encoding="utf-8"))
    made = Bundle("rectify", {name: text.encode() for name, text in kept["files"].items()})
    definition = compile_bundle(made)
    for moment in kept["moments"]:
        key = uuid4()
        state = sign(moment["body"], definition.digest, key)
        instance = ProcessInstance(id=key, key=key, state=state, started_at=AT)
        assert shown(instance, definition) == moment["shown"], moment["done"]


def test_a_release_is_kept() -> None:
    assert KEPT


@pytest.mark.django_db
def test_the_moments_of_today_are_all_different() -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=AT)
    moments = []
    for done in MOMENTS:
        # Played anew each time: a second case of the school for the same fault would be merged into the first.
        with trial():
            instance = instance_at(done)
        body = instance.state.partition("\n")[2]
        seen = shown(instance, compile_bundle(read_bundle(DEFINITIONS / "rectify")))
        moments.append({"done": done, "body": body, "shown": seen})
    assert len({json.dumps(moment["shown"]) for moment in moments}) == len(MOMENTS)
    if RELEASE:
        bundle = read_bundle(DEFINITIONS / "rectify")
        files = {name: text.decode() for name, text in bundle.files.items() if "/scenarios/" not in name}
        text = json.dumps({"files": files, "moments": moments}, ensure_ascii=False, indent=1)
        (FOLDER / f"{RELEASE}.json").write_text(text + "\n", encoding="utf-8")
