from casework.changes.models.backtest import Backtest, BacktestRow
from casework.changes.models.change import ChangeSet
from casework.changes.models.halt import Halt
from casework.changes.models.move import MoveBatch, MoveItem
from casework.changes.models.parameter import ChangeParameter
from casework.changes.models.published import PublishedVersion
from casework.changes.models.recording import Recording
from casework.changes.models.todo import Todo

__all__ = [
    "Backtest",
    "BacktestRow",
    "ChangeParameter",
    "ChangeSet",
    "Halt",
    "MoveBatch",
    "MoveItem",
    "PublishedVersion",
    "Recording",
    "Todo",
]
