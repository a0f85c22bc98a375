"""The database is away: a clear page in either language, and recovery without anybody's help."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError

from config.away import is_away
from config.bootstrap.postgres import Server, create_database, own_server
from storage import StoreUnavailable
from tests.config.served import Served, served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def postgres() -> Iterator[Server]:
    with own_server() as server:
        if server is None:
            pytest.skip("PostgreSQL is not installed")
        create_database(server.url)
        yield server


def check_a_clear_page(site: Served) -> None:
    page = site.ask("/inbox/")
    text = page.data.decode()
    assert page.status == 503
    assert int(page.headers["Retry-After"]) > 0
    assert "系统暂时连不上" in text
    assert 'http-equiv="refresh"' in text
    assert "OperationalError" not in text
    english = site.ask("/inbox/", headers={"Cookie": "django_language=en; sessionid=" + site.session})
    assert "cannot be reached" in english.data.decode()


def check_nothing_typed_is_lost(site: Served) -> None:
    page = site.ask("/login/", "POST", "username=jjk&password=a-long-password", FORM)
    text = page.data.decode()
    assert page.status == 503
    # keep.js keeps what was typed in every form when a page says so.
    assert "data-keep-all" in text
    assert 'http-equiv="refresh"' not in text


def check_scripts_get_a_sentence(site: Served) -> None:
    address = "/cases/7e2f1a5e-1f9b-4f0e-9d52-0f2f6f7c1a11/uploads/"
    answer = site.ask(
        address, "POST", "{}", {"Accept": "application/json", "Content-Type": "application/json"}
    )
    assert answer.status == 503
    assert "没有应答" in json.loads(answer.data)["error"]


def test_postgresql_goes_away_and_comes_back(postgres: Server, tmp_path: Path) -> None:
    with served(postgres.url, tmp_path) as site:
        assert site.ask("/inbox/").status == 200
        postgres.stop()
        check_a_clear_page(site)
        check_nothing_typed_is_lost(site)
        check_scripts_get_a_sentence(site)
        postgres.start()
        assert site.ask("/inbox/").status == 200
        assert site.ask("/login/", "POST", "username=jjk&password=a-long-password", FORM).status == 302


def test_sqlite_is_held_longer_than_anybody_waits(tmp_path: Path) -> None:
    path = tmp_path / "banjie.sqlite3"
    with served(f"sqlite://{path}?timeout=0.5", tmp_path) as site:
        assert site.ask("/inbox/").status == 200
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        # Reading goes on; writing waits, and then says so.
        assert site.ask("/inbox/").status == 200
        check_nothing_typed_is_lost(site)
        other.execute("ROLLBACK")
        assert site.ask("/login/", "POST", "username=jjk&password=a-long-password", FORM).status == 302
        other.close()


def test_a_mistake_is_not_taken_for_an_absence() -> None:
    mistake = OperationalError("no such column: x")
    mistake.__cause__ = sqlite3.OperationalError("no such column: x")
    mistake.__cause__.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert not is_away(mistake)
    assert not is_away(ValueError("x"))
    wrapped = ValueError("x")
    wrapped.__cause__ = StoreUnavailable("refused")
    assert is_away(wrapped)
