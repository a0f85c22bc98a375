"""A database that several processes reach, and the processes."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.reliability.consistency import check_consistency
from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import settle_town


@pytest.fixture
def crew(transactional_db: None, tmp_path: Path) -> Iterator[Crew]:
    """Hands on the test's database: PostgreSQL's as it is, SQLite's, which lives in memory, as a file of its own."""
    crew = Crew(_database(tmp_path), str(tmp_path / "objects"))
    try:
        crew.hand().do(settle_town)
        yield crew
        faults = crew.hand().do(check_consistency, orphans=not crew.leaves_orphans)
    finally:
        crew.dismiss()
    assert faults == []


@pytest.fixture
def observer(crew: Crew) -> Hand:
    """A hand that only looks on."""
    return crew.hand()


def _database(folder: Path) -> str:
    if connection.vendor == "postgresql":
        return str(connection.settings_dict["NAME"])
    connection.ensure_connection()
    file = folder / "town.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    return str(file)
