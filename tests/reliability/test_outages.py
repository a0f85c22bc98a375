"""A database that is away leaves the worker alive, and the worker goes on by itself when it is back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import open_cases, stay_at_work, take_over, told, wait_until_told
from tests.reliability.hand import Wish

pytestmark = pytest.mark.persistence
MET = Wish(stop_at=frozenset({"work.failed"}))


@pytest.fixture
def worker(crew: Crew, observer: Hand) -> Hand:
    """A worker that has fired a timer."""
    observer.do(open_cases, name="overtaken")
    worker = crew.hand().begin(stay_at_work, wish=MET)
    observer.do(wait_until_told, element="tell", count=1)
    return worker


def test_a_worker_survives_an_outage_of_the_database(crew: Crew, observer: Hand, worker: Hand) -> None:
    observer.do(open_cases, name="overtaken")
    with _away(crew):
        assert worker.reached() == "work.failed"
    worker.go()
    second = crew.hand()
    second.do(open_cases, name="overtaken")
    second.do(wait_until_told, element="tell", count=3)
    assert worker.process.is_alive()
    worker.kill()
    second.do(take_over)
    assert second.do(told, element="tell") == 3


def _away(crew: Crew) -> Any:
    return _refusing(crew) if connection.vendor == "postgresql" else _locked(crew)


@contextmanager
def _locked(crew: Crew) -> Iterator[None]:
    """Another program holds SQLite's one lock."""
    with closing(sqlite3.connect(crew.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _refusing(crew: Crew) -> Iterator[None]:
    """PostgreSQL cuts every connection to the database and takes no new one."""
    import psycopg

    given = connection.get_connection_params() | {"dbname": "postgres"}
    place = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    connection.close()
    with psycopg.connect(**place, autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{crew.database}" ALLOW_CONNECTIONS false')
        try:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            server.execute(cut, [crew.database])
            yield
        finally:
            server.execute(f'ALTER DATABASE "{crew.database}" ALLOW_CONNECTIONS true')
