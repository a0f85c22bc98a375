"""Timers that are reckoned from the clock: a moment is reckoned anew at every step, so one from `now` runs away."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from processes import feel
from processes.feel.functions import is_builtin
from processes.feel.naming import every_node
from processes.feel.nodes.functions import Call
from processes.feel.nodes.iterations import Quantified
from processes.feel.nodes.node import Node, children
from processes.feel.nodes.operators import (
    Between,
    Comparison,
    Conditional,
    Conjunction,
    Disjunction,
    InstanceOf,
    Name,
)
from processes.feel.nodes.unary import Membership

# As facts and as functions: `now` and `now()` are the same moment.
CLOCK = frozenset({"now", "today"})
# What only says yes or no decides which moment is meant, but is none itself.
_ANSWERS = (Between, Comparison, Conjunction, Disjunction, InstanceOf, Membership, Quantified)
# A worker wakes when the timer is due as reckoned last, or a little later, and reckons anew: so often at most here.
_WAKINGS, _LATE = 30, timedelta(seconds=5)


def moves_with_the_clock(parsed: feel.Expression) -> bool:
    """Whether the moment or the length itself is made from the clock, and not only the choice of one."""
    pending: list[Node] = [parsed.root]
    while pending:
        node = pending.pop()
        if _is_clock(node):
            return True
        if isinstance(node, Conditional):
            pending += [node.then, node.otherwise]
        elif not isinstance(node, _ANSWERS):
            pending.extend(children(node))
    return False


def reads_the_clock(parsed: feel.Expression) -> bool:
    """Whether the clock has any part in it."""
    return any(map(_is_clock, every_node(parsed.root)))


def _is_clock(node: Node) -> bool:
    return isinstance(node, Name) and node.name in CLOCK


def is_clockwork(parsed: feel.Expression) -> bool:
    """Whether nothing but the clock and what is written decides, so that it can be reckoned here."""
    called = (node for node in every_node(parsed.root) if isinstance(node, Call))
    return not parsed.names and all(isinstance(c.target, Name) and is_builtin(c.target.name) for c in called)


def is_never_due(parsed: feel.Expression, at: datetime) -> bool:
    """Whether a timer that is clockwork, reached ``at``, is still to come whenever somebody wakes because it was due.

    Raises FeelFailure.
    """
    reached = now = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    for _waking in range(_WAKINGS):
        due = _due(parsed.evaluate({"now": now, "today": now.date()}, at=now), reached)
        if due is None or due.year > 9_000:
            return True
        if due <= now:
            return False
        now = due + _LATE
    return True


def _due(value: object, reached: datetime) -> datetime | None:
    """As the engine reckons: a length counts from the arrival; None where there is no moment."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=reached.tzinfo)
    try:
        return reached + value if isinstance(value, timedelta) else None
    except OverflowError:
        return None
