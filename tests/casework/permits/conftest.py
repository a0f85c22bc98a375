"""A district in which one vendor was let into one school."""

import pytest

from casework.library.models import LibraryEntry
from casework.vendors.models import Instructor
from tests.casework.papers.conftest import objects, person, world
from tests.casework.papers.world import World
from tests.casework.permits.granted import Granted, enter, grant

__all__ = ["objects", "person", "world"]


@pytest.fixture
def entry(world: World) -> LibraryEntry:
    return enter(world.vendor)


@pytest.fixture
def granted(world: World, entry: LibraryEntry, person: Instructor) -> Granted:
    return grant(world, [person])
