"""A store of files of its own for every test, and a district."""

from pathlib import Path

import pytest
from pytest_django import Settings

from casework.cases.models import Case
from casework.vendors.models import Instructor
from tests.casework.papers.world import World


@pytest.fixture(autouse=True)
def objects(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "objects"
    settings.OBJECT_STORE = {"folder": str(folder)}
    return folder


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def person(world: World) -> Instructor:
    return world.instructor()


@pytest.fixture
def case(world: World) -> Case:
    return world.case()
