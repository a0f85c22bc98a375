"""Timers: a moment or a length that can be reckoned, within ten years."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from lxml import etree

from processes import feel
from processes.checks.draft import Draft
from processes.checks.problem import Problem, problem_at, shortened
from processes.vocabulary import BPMN, NAMESPACES

MAXIMUM_YEARS = 10
LONGEST = timedelta(days=366 * MAXIMUM_YEARS)
EXAMPLES = "2026-09-01T09:00:00 或 P5D"
TOO_FAR = f"定时最远 {MAXIMUM_YEARS} 年"


def check_timers(draft: Draft, at: datetime) -> Iterator[Problem]:
    """``at`` is the time of the deployment, from which the ten years of a fixed moment count."""
    for path, root in draft.roots.items():
        for timer in root.iter(f"{{{BPMN}}}timerEventDefinition"):
            yield from (problem_at(path, timer, message) for message in _check_timer(timer, at))


def _check_timer(timer: etree._Element, at: datetime) -> Iterator[str]:
    date, duration = (timer.find(f"bpmn:{kind}", NAMESPACES) for kind in ("timeDate", "timeDuration"))
    written = date if date is not None else duration
    if (date is None) == (duration is None) or written is None:
        yield "定时要写一个日期（timeDate）或者一个时长（timeDuration）"
        return
    text = (written.text or "").strip()
    if not text or text == "=":
        yield "定时是空的，请写日期、时长或 FEEL 表达式"
        return
    yield from _check_value(text, at)


def _check_value(text: str, at: datetime) -> Iterator[str]:
    shown = shortened(text, 40)
    try:
        parsed = feel.parse(text[1:] if text.startswith("=") else f'@"{text}"')
        # What reads facts or the clock cannot be known now; a constant can.
        if text.startswith("=") and (parsed.names or parsed.calls - {"duration", "date and time", "date"}):
            return
        value = parsed.evaluate({}, at=at)
    except feel.FeelFailure:
        if not text.startswith("="):
            yield f"定时“{shown}”看不懂，应当是日期时间或时长，例如 {EXAMPLES}"
        return
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
