"""Closed cases through a draft: what stays, what ends otherwise, what is missing, and by which row."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from casework.audit.models import Event
from casework.cases.models import Case
from casework.changes.jobs import deal_out
from casework.changes.models import Backtest, BacktestRow, ChangeSet
from casework.changes.pages.backtests import report_on
from casework.changes.parameters import propose_in
from casework.changes.replaying import replay_rows
from casework.changes.services import CannotBacktest, begin_backtest, cancel_backtest, take_up
from casework.jobs.services import run_jobs
from casework.organisations.standing import standing_of
from casework.scenarios.runner import play
from casework.scenarios.script import scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DefinitionFile, Draft, ProcessVersion, TriggerRecord
from processes.services import deploy, save_draft_file
from tests.casework.changes.conftest import AT, Bureau

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
STORIES = {path.stem: scenario for path, scenario in scenarios_of("rectify")}
SINCE, UNTIL = date(2025, 1, 1), date(2027, 1, 1)


@pytest.fixture(scope="module", autouse=True)
def rectify(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ProcessVersion]:
    """Deployed once for the tests of this file."""
    with django_db_blocker.unblock():
        made = deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    yield made
    with django_db_blocker.unblock():
        DefinitionFile.objects.filter(version=made).delete()
        made.delete()


@pytest.fixture
def draft(bureau: Bureau, change: ChangeSet, rectify: ProcessVersion) -> Draft:
    return take_up(change=change, version=rectify, by=bureau.manager, at=AT)


@pytest.fixture
def backtest(bureau: Bureau, change: ChangeSet, draft: Draft) -> Callable[[], Backtest]:
    def run() -> Backtest:
        made = begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)
        deal_out(made)
        run_jobs(at=timezone.now())
        made.refresh_from_db()
        return made

    return run


def edit(draft: Draft, path: str, *pairs: tuple[str, str]) -> None:
    file = draft.files.get(path=f"rectify/{path}")
    text = file.content
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    save_draft_file(
        draft=draft, path=file.path, content=text, revision=file.revision, at=AT, by=draft.begun_by
    )


def test_an_unchanged_draft_changes_nothing(backtest: Callable[[], Backtest]) -> None:
    play(STORIES["d14_third_appearance"])
    play(STORIES["d14_overdue_urged_then_done"])
    made = backtest()
    assert made.status == Backtest.Status.FINISHED
    assert made.finished_at
    assert set(made.rows.values_list("verdict", flat=True)) == {"SAME"}


def test_another_deadline_is_another_result_on_the_same_path(
    draft: Draft, backtest: Callable[[], Backtest]
) -> None:
    play(STORIES["d12_simple_note"])
    edit(draft, "D12.dmn", ("parameters.PRM_RECT_WD_L1", "12"))
    row = backtest().rows.exclude(table="").get()
    assert row.verdict == "OTHER_RESULT"
    assert "第 6 行" in row.before
    assert "days = 15" in row.before
    assert "days = 12" in row.after


def test_a_parameter_that_the_change_proposes_counts(
    bureau: Bureau, change: ChangeSet, backtest: Callable[[], Backtest]
) -> None:
    play(STORIES["d12_simple_note"])
    propose_in(
        change=change, code="PRM_RECT_WD_L1", value=12, effective_from=date(2026, 9, 1), source="新规定",
        today=AT.date(), by=bureau.manager, at=AT,
    )  # fmt: skip
    row = backtest().rows.exclude(table="").get()
    assert row.verdict == "OTHER_RESULT"
    assert ("days = 15" in row.before, "days = 12" in row.after) == (True, True)


def test_a_row_that_no_longer_urges_leads_elsewhere(
    draft: Draft, backtest: Callable[[], Backtest], bureau: Bureau
) -> None:
    play(STORIES["d14_overdue_urged_then_done"])
    edit(draft, "D14.dmn", ('<text>"urge"</text>', '<text>"escalate"</text>'))
    made = backtest()
    row = made.rows.get()
    assert row.verdict in ("OTHER_END", "OTHER_PATH", "MISSING_INPUT"), row.sentence
    assert row.table
    assert "escalate" in row.after
    assert "urge" in row.before
    assert row.element
    report = report_on(made, standing_of(bureau.manager, AT.date()), "")
    assert [(group["n"], group["after"]) for group in report.groups] == [(1, row.after)]
    # The process manager reads no cases (domain.md RL-12): they are counted and not listed.
    assert (report.rows.count(), report.hidden) == (0, 1)


def test_a_field_that_nobody_was_asked_for_is_named(draft: Draft, backtest: Callable[[], Backtest]) -> None:
    play(STORIES["d12_simple_note"])
    field = '{"name": "pupils", "type": "number", "label": {"zh": "涉及学生数", "en": "Pupils"}, "variable": true}'
    edit(draft, "forms/verify.json", ('"fields": [', f'"fields": [{field},'))
    edit(
        draft,
        "D12.dmn",
        ('case.source = "supervision"', 'case.source = "supervision" or verify.pupils &gt; 100'),
    )
    row = backtest().rows.get()
    assert row.verdict == "MISSING_INPUT"
    assert "涉及学生数" in row.sentence


def test_a_case_of_the_time_before_records_is_not_replayed(
    draft: Draft, backtest: Callable[[], Backtest]
) -> None:
    play(STORIES["d12_simple_note"])
    TriggerRecord.objects.all().delete()
    edit(draft, "D12.dmn", ("parameters.PRM_RECT_WD_L1", "12"))
    row = backtest().rows.get()
    assert row.verdict == "NOT_RUN"
    assert "没有回放" in row.sentence


def test_a_draft_with_mistakes_is_refused_with_the_first(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    play(STORIES["d12_simple_note"])
    edit(draft, "D12.dmn", ("parameters.PRM_RECT_WD_L1", "1 +"))
    with pytest.raises(CannotBacktest, match="处错误"):
        begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)


def test_a_time_without_cases_is_refused(bureau: Bureau, change: ChangeSet, draft: Draft) -> None:
    with pytest.raises(CannotBacktest, match="没有办结"):
        begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)


def test_one_draft_is_tried_once_at_a_time_and_a_cancelled_one_stops(
    bureau: Bureau, change: ChangeSet, draft: Draft
) -> None:
    play(STORIES["d12_simple_note"])
    first = begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)
    with pytest.raises(CannotBacktest, match="正在回测"):
        begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)
    assert cancel_backtest(backtest=first, by=bureau.manager, at=AT)
    assert not cancel_backtest(backtest=first, by=bureau.manager, at=AT)
    assert replay_rows(backtest_id=first.pk, piece=0, at=AT) == 0
    assert first.rows.get().verdict == ""
    assert Event.objects.filter(chain=change.pk, kind="change.backtest_cancelled").count() == 1


def test_a_piece_that_a_killed_worker_left_is_done_to_the_end(
    bureau: Bureau, change: ChangeSet, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    for story in ("d12_simple_note", "d14_third_appearance", "st17_supervision_list"):
        play(STORIES[story])
    monkeypatch.setattr("casework.changes.replaying.AT_ONCE", 1)
    made = begin_backtest(change=change, draft=draft, since=SINCE, until=UNTIL, by=bureau.manager, at=AT)
    killed = iter([None, KeyboardInterrupt()])

    def reach(point: str) -> None:
        if point == "backtest.judged" and isinstance(stop := next(killed), BaseException):
            raise stop

    monkeypatch.setattr("casework.changes.replaying.reach", reach)
    with pytest.raises(KeyboardInterrupt):
        replay_rows(backtest_id=made.pk, piece=0, at=AT)
    assert made.rows.exclude(verdict="").count() == 1
    monkeypatch.undo()
    replay_rows(backtest_id=made.pk, piece=0, at=AT)
    made.refresh_from_db()
    assert made.status == Backtest.Status.FINISHED
    assert not made.rows.filter(verdict="").exists()


def test_a_report_costs_the_same_however_many_cases(
    bureau: Bureau, draft: Draft, backtest: Callable[[], Backtest]
) -> None:
    edit(draft, "D12.dmn", ("parameters.PRM_RECT_WD_L1", "12"))
    here = standing_of(bureau.officer, AT.date())

    def asked(made: Backtest) -> int:
        with CaptureQueriesContext(connection) as queries:
            report = report_on(made, here, "")
            list(report.rows)
        return len(queries)

    play(STORIES["d12_simple_note"])
    one = asked(backtest())
    play(STORIES["d12_simple_note"])
    assert asked(backtest()) == one
    assert BacktestRow.objects.count() >= 3
    assert Case.objects.count() >= 2
