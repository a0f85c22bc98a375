"""Replays the cases of a piece of a backtest. Any number of workers may share the pieces; a piece may be done again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import transaction

from casework.changes.models import Backtest, BacktestRow
from casework.policy.facts import as_of_always
from processes.bundle import Bundle
from processes.engine import Definition, compile_bundle
from processes.replay.findings import Finding, Verdict
from processes.replay.pairs import Pair
from processes.replay.several import judge_each
from processes.services import definition_of, version_bundle
from syncpoints import reach

# Found things are written this often, so that progress shows and a cancellation is heard.
AT_ONCE = 25
_WRITTEN = ["verdict", "sentence", "element", "table", "before", "after"]


def replay_rows(*, backtest_id: UUID, piece: int, at: datetime) -> int:
    """Replay what still waits of a piece; returns how many. Stops where the backtest was cancelled or is gone."""
    waiting = BacktestRow.objects.filter(backtest=backtest_id, piece=piece, verdict="")
    done = 0
    while rows := list(waiting.select_related("case__instance__version")[:AT_ONCE]):
        backtest = Backtest.objects.filter(pk=backtest_id, status=Backtest.Status.RUNNING).first()
        if backtest is None:
            return done
        _judge(backtest, rows)
        reach("backtest.judged")
        _keep(rows)
        done += len(rows)
    _finish(backtest_id, at)
    return done


def _judge(backtest: Backtest, rows: Sequence[BacktestRow]) -> None:
    definition, bundle = _target(backtest.pk)
    parameters = as_of_always(backtest.parameters)
    by_version = defaultdict(list)
    known = {}
    for row in rows:
        instance = row.case.instance
        if instance is not None:
            by_version[instance.version].append(instance)
            known[instance.pk] = row
    for version, instances in by_version.items():
        pair = Pair(definition_of(version), definition, version_bundle(version), bundle)
        for instance, finding in judge_each(instances, pair, parameters=parameters):
            _write(known[instance.pk], finding)


def _write(row: BacktestRow, finding: Finding) -> None:
    row.verdict, row.sentence = finding.verdict.value, finding.sentence
    row.element = finding.place.name[:200] if finding.place else ""
    if finding.row is not None:
        row.table, row.before, row.after = finding.row.table[:200], finding.row.before, finding.row.after


def _keep(rows: Iterable[BacktestRow]) -> None:
    same = [row for row in rows if row.verdict == Verdict.SAME]
    other = [row for row in rows if row.verdict != Verdict.SAME]
    with transaction.atomic():
        if same:
            BacktestRow.objects.filter(pk__in=[row.pk for row in same]).update(
                verdict=same[0].verdict, sentence=same[0].sentence
            )
        BacktestRow.objects.bulk_update(other, _WRITTEN)


def _finish(backtest_id: UUID, at: datetime) -> None:
    """Whoever sees that nothing waits any more says that it is over; that two may see it does no harm."""
    if not BacktestRow.objects.filter(backtest=backtest_id, verdict="").exists():
        running = Backtest.objects.filter(pk=backtest_id, status=Backtest.Status.RUNNING)
        running.update(status=Backtest.Status.FINISHED, finished_at=at)


@lru_cache(maxsize=4)
def _target(backtest_id: UUID) -> tuple[Definition, Bundle]:
    """The files of a backtest never change."""
    found = Backtest.objects.select_related("draft").get(pk=backtest_id)
    files = {path: text.encode() for path, text in found.files.items()}
    bundle = Bundle(main=found.draft.folder, files=files)
    return compile_bundle(bundle), bundle
