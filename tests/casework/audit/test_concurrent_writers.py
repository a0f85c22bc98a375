"""Processes that write one chain at once leave it whole; a long trail is checked in seconds."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection

from casework.audit import guards
from casework.audit.models import Event
from casework.audit.services import Entry, record_many
from casework.audit.verification import verify
from tests.casework.audit.writer import write
from tests.reliability.crew import Crew

pytestmark = pytest.mark.persistence
WRITERS, ROUNDS = 4, 40


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    """Variables that lead another process to the test database; SQLite's is in memory and gets a copy."""
    given = connection.settings_dict
    if connection.vendor == "postgresql":
        place = quote(given["HOST"], safe="")  # a socket is a path
        host = f"{given['USER']}:{given['PASSWORD']}@{place}:{given['PORT']}"
        url = f"postgres://{host}/{given['NAME']}"
    else:
        connection.ensure_connection()
        file = tmp_path / "copy.sqlite3"
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
        url = f"sqlite://{file}"
    return {**os.environ, "DATABASE_URL": url}


@pytest.fixture
def long_trail(db: None, sized: Callable[[int, int], int]) -> int:
    chains = sized(5, 50)
    entries = [Entry("task.completed", {"名称": "复查", "结论": "合格", "n": n}) for n in range(2000)]
    for _ in range(chains):
        record_many(chain=uuid4(), entries=entries, at=datetime.now(UTC), by=None)
    return 2_000 * chains


def test_writers_of_one_new_chain_queue_and_leave_it_whole(
    environment: dict[str, str], tmp_path: Path
) -> None:
    name = (
        connection.settings_dict["NAME"] if connection.vendor == "postgresql" else tmp_path / "copy.sqlite3"
    )
    chain, crew = uuid4(), Crew(str(name), str(tmp_path))
    try:
        writers = [hand.begin(write, chain=chain, count=ROUNDS) for hand in crew.hands(WRITERS)]
        assert [writer.answer().raised for writer in writers] == [""] * WRITERS
    finally:
        crew.dismiss()
    check = [sys.executable, "-m", "django", "verify_audit"]
    verdict = subprocess.run(check, env=environment, capture_output=True, text=True, check=False)
    assert verdict.returncode == 0, verdict.stderr
    assert f"1 条链，{2 * ROUNDS * WRITERS} 条记录" in verdict.stdout


@pytest.mark.django_db(transaction=True)
def test_emptying_a_database_on_purpose_puts_the_guards_back() -> None:
    record_many(chain=uuid4(), entries=[Entry("note")], at=datetime.now(UTC), by=None)
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    assert guards.installed(connection) == guards.expected(connection)


def test_ten_thousand_events_are_checked_a_second(long_trail: int) -> None:
    """A hundred thousand within ten; an ordinary run takes a tenth of them, and measures the processor's time."""
    started = time.process_time()
    assert list(verify()) == []
    taken = time.process_time() - started
    assert Event.objects.count() == long_trail
    assert taken <= long_trail / 10_000, taken
