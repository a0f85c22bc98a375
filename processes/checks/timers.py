"""Timers: a moment or a length that can be reckoned, within ten years."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from lxml import etree

from processes import feel
from processes.checks.clocks import is_clockwork, is_never_due, moves_with_the_clock, reads_the_clock
from processes.checks.draft import Draft
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BPMN, NAMESPACES

MAXIMUM_YEARS = 10
LONGEST = timedelta(days=366 * MAXIMUM_YEARS)
EXAMPLES = "2026-09-01T09:00:00 或 P5D"
FROM_ARRIVAL = "要从走到这里的时候算起，请写时长，例如 P5D"
TOO_FAR = f"定时最远 {MAXIMUM_YEARS} 年"


def check_timers(draft: Draft, at: datetime) -> Iterator[Problem]:
    """``at`` is the time of the deployment, from which the ten years of a fixed moment count."""
    for path, root in draft.roots.items():
        for timer in root.iter(f"{{{BPMN}}}timerEventDefinition"):
            for message, warning in _check_timer(timer, at):
                yield problem_at(path, timer, message, warning=warning)


def _check_timer(timer: etree._Element, at: datetime) -> Iterator[tuple[str, bool]]:
    """What is wrong, and whether it is a warning only."""
    date, duration = (timer.find(f"bpmn:{kind}", NAMESPACES) for kind in ("timeDate", "timeDuration"))
    written = date if date is not None else duration
    if (date is None) == (duration is None) or written is None:
        yield "定时要写一个日期（timeDate）或者一个时长（timeDuration）", False
        return
    text = (written.text or "").strip()
    if not text or text == "=":
        yield "定时是空的，请写日期、时长或 FEEL 表达式", False
        return
    shown = shortened(text, 40)
    try:
        parsed = feel.parse(text[1:] if text.startswith("=") else f'@"{text}"')
        yield from _check_parsed(parsed, shown, at)
    except feel.FeelFailure:
        if not text.startswith("="):
            yield f"定时“{shown}”看不懂，应当是日期时间或时长，例如 {EXAMPLES}", False


def _check_parsed(parsed: feel.Expression, shown: str, at: datetime) -> Iterator[tuple[str, bool]]:
    """What reads facts cannot be known now; a constant can, and what reads only the clock. Raises FeelFailure."""
    if moves_with_the_clock(parsed):
        if is_clockwork(parsed) and is_never_due(parsed, at):
            yield f"定时“{shown}”永远等不到：每走一步都从当时重新算起，总在后面。{FROM_ARRIVAL}", False
        else:
            yield f"定时“{shown}”从现在算起：每走一步都会重新计算，时刻会跟着变。{FROM_ARRIVAL}", True
    elif is_clockwork(parsed) and not reads_the_clock(parsed):
        yield from ((message, False) for message in _check_value(parsed.evaluate({}, at=at), shown, at))


def _check_value(value: object, shown: str, at: datetime) -> Iterator[str]:
    if isinstance(value, feel.YearMonthDuration):
        yield f"定时“{shown}”用年或月计，{TOO_FAR}，且要用天数来写，例如 P30D"
    elif isinstance(value, timedelta):
        if not timedelta(0) <= value <= LONGEST:
            yield f"定时“{shown}”不在 0 到 {MAXIMUM_YEARS} 年之间"
    elif isinstance(value, datetime):
        yield from _check_moment(shown, value, at)
    else:
        yield f"定时“{shown}”不是日期时间或时长，例如 {EXAMPLES}"


def _check_moment(shown: str, value: datetime, at: datetime) -> Iterator[str]:
    moment = value if value.tzinfo else value.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    if moment > at + LONGEST:
        yield f"定时“{shown}”太远，{TOO_FAR}"
    elif moment < at - LONGEST:
        yield f"定时“{shown}”早就过了"
