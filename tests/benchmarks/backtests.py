"""A backtest of many closed rectifications, shared by two workers: played scenarios, copied with all their records."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, Model

from casework.cases.models import Case
from casework.changes.jobs import deal_out
from casework.changes.models import Backtest
from casework.changes.services import begin_backtest, open_change_set, take_up
from casework.scenarios.runner import play
from casework.scenarios.script import scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import DecisionRecord, ProcessInstance, ProcessVersion, Submission, TriggerRecord
from processes.services import deploy, save_draft_file
from tests.benchmarks.matter import NOW, office

WORKERS = 2
# Shorter for the commonest cases, and what was urged once is escalated at once.
EDITS = (
    ("D12", "parameters.PRM_RECT_WD_L2", "8"),
    ("D14", '<text>"urge"</text>', '<text>"escalate"</text>'),
)
RECORDS: tuple[type[Model], ...] = (Submission, DecisionRecord, TriggerRecord)


def measure_backtests(count: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """Seconds of ``count`` cases from the request to the last verdict, the start of the workers included."""
    version = deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    tell(f"生成 {count} 件已办结的整改案件")
    _generate(version, count)
    by = office().officer
    change = open_change_set(title="回测", reason="测量", by=by, at=NOW)
    draft = take_up(change=change, version=version, by=by, at=NOW)
    for table, old, new in EDITS:
        file = draft.files.get(path=f"rectify/{table}.dmn")
        text = file.content.replace(old, new, 1)
        save_draft_file(draft=draft, path=file.path, content=text, revision=file.revision, at=NOW, by=by)
    tell(f"回测 {count} 件")
    started = time.perf_counter()
    made = begin_backtest(
        change=change, draft=draft, since=date(2025, 1, 1), until=date(2028, 1, 1), by=by, at=NOW
    )
    deal_out(made)
    asked = time.perf_counter() - started
    command = [sys.executable, "-m", "tests.benchmarks.backtest_worker"]
    workers = [subprocess.Popen(command, env=dict(os.environ)) for _ in range(WORKERS)]
    if any(worker.wait() for worker in workers):
        raise RuntimeError("a worker failed")
    taken = time.perf_counter() - started
    made.refresh_from_db()
    if made.status != Backtest.Status.FINISHED:
        raise RuntimeError(f"the backtest is {made.status}")
    return {
        "cases": made.total,
        "workers": WORKERS,
        "seconds": round(taken, 1),
        "seconds to begin": round(asked, 1),
        "verdicts": dict(made.rows.order_by().values_list("verdict").annotate(n=Count("pk"))),
    }


def _generate(version: ProcessVersion, count: int) -> None:
    for _, scenario in scenarios_of("rectify"):
        if scenario.expect.get("end"):
            with transaction.atomic():
                play(scenario)
    cases = list(
        Case.objects.filter(instance__version=version, instance__status="ENDED").select_related("instance")
    )
    known = {case.pk: {model: _rows(model, case.instance) for model in RECORDS} for case in cases}
    for first in range(len(cases), count, 500):
        copies = [(n, cases[n % len(cases)]) for n in range(first, min(count, first + 500))]
        with transaction.atomic():
            _copy(copies, known)


def _copy(copies: list[tuple[int, Case]], known: dict[UUID, dict[type[Model], list[Any]]]) -> None:
    instances, made, rows = [], [], {model: [] for model in RECORDS}  # type: ignore[var-annotated]
    for n, case in copies:
        key, instance = uuid4(), case.instance
        if instance is None:
            continue
        copy = _new(instance, id=uuid4(), key=key)
        instances.append(copy)
        made.append(_new(case, id=key, instance_id=copy.pk, number=f"BT-{n:06d}", sender_id=None))
        tasks = {row.task_id: uuid4() for row in known[case.pk][Submission]}
        for model in RECORDS:
            rows[model] += [_of(row, copy, tasks) for row in known[case.pk][model]]
    ProcessInstance.objects.bulk_create(instances)
    Case.objects.bulk_create(made)
    for model in RECORDS:
        model._default_manager.bulk_create(rows[model], batch_size=500)


def _of(row: Any, instance: ProcessInstance, tasks: dict[UUID, UUID]) -> Any:
    changed = {"task_id": tasks.get(row.task_id)} if hasattr(row, "task_id") else {}
    return _new(row, id=None, instance_id=instance.pk, **changed)


def _rows(model: type[Model], instance: Any) -> list[Any]:
    return list(model._default_manager.filter(instance=instance).order_by("pk"))


def _new(row: Any, **changed: Any) -> Any:
    return type(row)(**{**dict(_values(row)), **changed})


def _values(row: Any) -> Iterator[tuple[str, Any]]:
    return ((field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields)
