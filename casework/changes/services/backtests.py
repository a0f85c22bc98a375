"""Begins and cancels backtests."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from casework.audit.services import record
from casework.cases.clock import LOCAL
from casework.cases.models import Case
from casework.changes.models import Backtest, BacktestRow, ChangeSet
from casework.changes.waiting import waiting_parameters
from casework.organisations.models import Person
from casework.policy.declared import declared
from casework.policy.types import as_feel
from processes.models import Draft, ProcessInstance
from processes.services import draft_bundle, examine

MOST_CASES = 20_000
PIECE = 100


class CannotBacktest(ValueError):
    """The backtest cannot begin; the message says why, for the person who asked."""


def begin_backtest(
    *, change: ChangeSet, draft: Draft, since: date, until: date, by: Person, at: datetime
) -> Backtest:
    """Write down a row for every case closed from ``since`` to ``until`` (local days), in pieces of 100.

    The caller deals the pieces out. Raises CannotBacktest.
    """
    bundle = draft_bundle(draft)
    verdict = examine(bundle=bundle, at=at)
    if verdict.problems:
        raise CannotBacktest(
            gettext("草稿还有 %(n)s 处错误，改好才能回测。第一处：%(first)s")
            % {"n": len(verdict.problems), "first": verdict.problems[0]}
        )
    cases = _closed(draft, since, until)
    if not cases:
        raise CannotBacktest(gettext("这段时间没有办结的“%(process)s”案件。") % {"process": draft.base.name})
    if len(cases) > MOST_CASES:
        raise CannotBacktest(
            gettext("这段时间办结了 %(n)s 件，一次最多回测 %(most)s 件，请把时间缩短。")
            % {"n": len(cases), "most": MOST_CASES}
        )
    files = {path: content.decode() for path, content in bundle.files.items()}
    try:
        with transaction.atomic():
            made = Backtest.objects.create(
                change=change, draft=draft, since=since, until=until, files=files, digest=bundle.digest,
                total=len(cases), started_at=at, by=by, parameters=_proposed(change),
            )  # fmt: skip
            BacktestRow.objects.bulk_create(
                (BacktestRow(backtest=made, case_id=key, piece=n // PIECE) for n, key in enumerate(cases)),
                batch_size=500,
            )
            payload = {
                "process": draft.base.name, "since": since.isoformat(), "until": until.isoformat(),
                "total": len(cases),
            }  # fmt: skip
            record(chain=change.pk, kind="change.backtest_begun", at=at, by=by, payload=payload)
    except IntegrityError:
        raise CannotBacktest(gettext("这份草稿正在回测，请等它结束，或者先取消。")) from None
    return made


def _proposed(change: ChangeSet) -> dict[str, Any]:
    """What parameters would be with the change, as expressions read them (JSON values)."""
    values = [link.value for link in waiting_parameters(change)]
    return {value.code: as_feel(declared(value.code), value.value) for value in values}


def pieces_of(backtest: Backtest) -> range:
    return range(-(-backtest.total // PIECE))


def cancel_backtest(*, backtest: Backtest, by: Person, at: datetime) -> bool:
    """Let no further case be replayed; what was found so far stays. Whether it was still running."""
    with transaction.atomic():
        running = Backtest.objects.filter(pk=backtest.pk, status=Backtest.Status.RUNNING)
        if not running.update(status=Backtest.Status.CANCELLED, finished_at=at):
            return False
        payload = {"process": backtest.draft.base.name}
        record(chain=backtest.change_id, kind="change.backtest_cancelled", at=at, by=by, payload=payload)
    return True


def _closed(draft: Draft, since: date, until: date) -> Sequence[UUID]:
    """The latest first, those of one version together."""
    begin = datetime.combine(since, time(), LOCAL)
    end = datetime.combine(until + timedelta(days=1), time(), LOCAL)
    ended = Case.objects.filter(
        instance__version__process_id=draft.base.process_id,
        instance__status=ProcessInstance.Status.ENDED,
        instance__ended_at__gte=begin,
        instance__ended_at__lt=end,
    )
    return list(
        ended.order_by("-instance__version__number", "-instance__ended_at").values_list("pk", flat=True)
    )
