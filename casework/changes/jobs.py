"""Backtests, cut into pieces that any number of workers share."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.changes.models import Backtest
from casework.changes.replaying import replay_rows
from casework.changes.services.backtests import pieces_of
from casework.jobs.declaring import job
from casework.jobs.services import enqueue_once


# Each handful of cases is a transaction of its own, and what was judged is not judged again.
@job(title=_("回测已办结的案件"), atomic=False, lease=timedelta(minutes=10))
def replay_piece(backtest: str, piece: int) -> None:
    replay_rows(backtest_id=UUID(backtest), piece=piece, at=timezone.now())


def deal_out(backtest: Backtest) -> None:
    with transaction.atomic():
        for piece in pieces_of(backtest):
            enqueue_once(replay_piece, key=f"{backtest.pk} {piece}", backtest=str(backtest.pk), piece=piece)
