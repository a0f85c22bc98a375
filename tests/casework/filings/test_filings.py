"""A filing is its snapshot with its hash, once and for ever (I-5)."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from casework.audit.models import Event
from casework.filings.digest import sha256
from casework.filings.guards import GUARDS
from casework.filings.models import Filing
from casework.filings.services.filing import file
from casework.filings.verification import Fault, verify
from tests.casework.papers.world import NOW, World

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def filing(world: World) -> Filing:
    snapshot = {"课程": "剪纸", "on": NOW.date()}
    return file(
        case=world.case(), kind="ENTRY", filer=world.school, snapshot=snapshot, by=world.officer, at=NOW
    )


def test_a_filing_has_a_number_a_hash_and_stands_in_the_trail(world: World, filing: Filing) -> None:
    assert (filing.number, len(filing.token)) == ("QSH-BA-2026-000001", 32)
    assert filing.snapshot == '{"on":"2026-04-24","课程":"剪纸"}'
    assert (
        Event.objects.get(kind="filing.filed").payload["sha256"] == filing.sha256 == sha256(filing.snapshot)
    )
    later = file(
        case=filing.case, kind="CHANGE", filer=world.school, snapshot={}, by=None, at=NOW, changes=filing
    )
    assert (later.number, later.changes) == ("QSH-BA-2026-000002", filing)
    assert list(verify()) == []


def replace(filing: Filing) -> None:
    """As SQLite's INSERT OR REPLACE writes, which deletes without asking the triggers of deletion."""
    columns = (
        "id, number, kind, case_id, filer_id, changes_id, snapshot, sha256, token, filed_at, filed_by_id,"
        " subject, timeliness, valid_from, valid_to, deposit_id"
    )
    row = columns.replace("snapshot, sha256", "%s, %s")
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO filings_filing ({columns}) SELECT {row} FROM filings_filing",  # noqa: S608
            ["{}", sha256("{}")],
        )


ATTEMPTS: dict[str, Callable[[Filing], object]] = {
    "update": lambda filing: Filing.objects.filter(pk=filing.pk).update(kind="CHANGE"),
    "update of the hash": lambda filing: Filing.objects.update(snapshot="{}", sha256=sha256("{}")),
    "save": lambda filing: filing.save(),
    "delete": lambda filing: Filing.objects.filter(pk=filing.pk)._raw_delete("default"),
    "replace": replace,
    "forge": lambda filing: Filing.objects.create(
        number="QSH-BA-2026-000009", kind="ENTRY", case=filing.case, filer=filing.filer, snapshot="{}",
        sha256=sha256("{ }"), token="t" * 32, filed_at=NOW,
    ),
}  # fmt: skip


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_to_change_or_forge_one(filing: Filing, attempt: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ATTEMPTS[attempt](filing)
    assert list(verify()) == []


def test_emptying_the_table_is_refused(filing: Filing) -> None:
    postgresql = connection.vendor == "postgresql"
    statement = "TRUNCATE filings_filing CASCADE" if postgresql else "DELETE FROM filings_filing"
    connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_who_gets_past_the_guards_is_found(world: World, filing: Filing) -> None:
    second = file(case=filing.case, kind="ENTRY", filer=world.school, snapshot={"n": 2}, by=None, at=NOW)
    third = file(case=filing.case, kind="ENTRY", filer=world.school, snapshot={"n": 3}, by=None, at=NOW)
    connection.check_constraints()
    GUARDS.remove(connection)
    Filing.objects.filter(pk=filing.pk).update(snapshot="{}")
    Filing.objects.filter(pk=second.pk).update(snapshot="{}", sha256=sha256("{}"))
    Filing.objects.filter(pk=third.pk)._raw_delete("default")
    found = [(broken.number[-1], broken.fault) for broken in verify()]
    assert found == [("1", Fault.ALTERED), ("2", Fault.UNRECORDED), ("3", Fault.GONE)]

    said = io.StringIO()
    with pytest.raises(CommandError, match=f"{len(GUARDS.expected(connection)) + 3} 处"):
        call_command("verify_filings", stderr=said)
    assert "filings_update" in said.getvalue()


def test_the_command_counts_what_is_whole(filing: Filing) -> None:
    said = io.StringIO()
    call_command("verify_filings", stdout=said)
    assert "备案完整：1 份" in said.getvalue()
