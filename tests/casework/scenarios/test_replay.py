"""Whatever a scenario plays, its cases replay through their own version as they ended, without a trace."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DefinitionFile, ProcessInstance, ProcessVersion
from processes.replay.judging import SAME
from processes.replay.pairs import Pair
from processes.replay.several import judge_each
from processes.services import definition_of, deploy, version_bundle

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FOLDERS = sorted(path.parent.name for path in DEFINITIONS.glob("*/scenarios"))
PLAYS = [(folder, path, scenario) for folder in FOLDERS for path, scenario in scenarios_of(folder)]


@pytest.fixture(scope="module", autouse=True)
def deployed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Deployed once for the tests of this file."""
    with django_db_blocker.unblock():
        made = [
            deploy(bundle=read_bundle(DEFINITIONS / folder), at=datetime(2026, 1, 1, tzinfo=UTC))
            for folder in FOLDERS
        ]
    yield
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version__in=made).delete()
        ProcessVersion.objects.filter(pk__in=[version.pk for version in made]).delete()


@pytest.mark.parametrize(
    ("folder", "path", "scenario"), PLAYS, ids=[f"{folder}-{path.stem}" for folder, path, _ in PLAYS]
)
def test_what_ended_replays_as_it_was(folder: str, path: Path, scenario: Scenario) -> None:
    play(scenario)
    ended = ProcessInstance.objects.filter(status=ProcessInstance.Status.ENDED).select_related("version")
    assert ended or not scenario.expect.get("end")
    for version in ProcessVersion.objects.filter(instances__in=ended).distinct():
        bundle, definition = version_bundle(version), definition_of(version)
        pair = Pair(definition, definition, bundle, bundle)
        mine = [one for one in ended if one.version_id == version.pk]
        with CaptureQueriesContext(connection) as asked:
            found = dict(judge_each(mine, pair, by_records=False))
        assert found == dict.fromkeys(mine, SAME)
        assert not [q["sql"] for q in asked if not q["sql"].startswith("SELECT")]
