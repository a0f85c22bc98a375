"""The scenarios of the monthly inspection and of its visits, played step by step."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = ("insp_month", "insp_visit")
PLAYED = [(folder, path, story) for folder in FOLDERS for path, story in scenarios_of(folder)]


@pytest.fixture
def deployed() -> None:
    for folder in ("rectify", "insp_visit", "insp_month"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.usefixtures("deployed")
@pytest.mark.parametrize(
    ("folder", "path", "scenario"), PLAYED, ids=[f"{folder}/{path.stem}" for folder, path, _ in PLAYED]
)
def test_the_story_goes_as_written(folder: str, path: Path, scenario: Scenario) -> None:
    report = play(scenario)
    assert report.problems == []
