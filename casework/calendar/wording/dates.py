"""Dates and spans of dates as the pages print them."""

from datetime import date

from casework.calendar.wording.chinese import WEEKDAYS as CHINESE_WEEKDAYS
from casework.calendar.wording.chinese import weekday
from casework.calendar.wording.english import MONTHS, WEEKDAYS, holiday


def is_english(language: str) -> bool:
    return language.startswith("en")


def full_date(day: date, language: str) -> str:
    """2026年4月24日（周五）, or Friday 24 April 2026."""
    if is_english(language):
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{weekday(day)}）"


def short_date(day: date, language: str) -> str:
    """4月24日（周五）, or Fri 24 Apr; for lists that name the year above."""
    if is_english(language):
        return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def month_day(day: date, language: str) -> str:
    """4月24日, or 24 Apr."""
    if is_english(language):
        return f"{day.day} {MONTHS[day.month - 1][:3]}"
    return f"{day.month}月{day.day}日"


def holiday_name(name: str, language: str) -> str:
    """The name of a day off or worked; empty where it has none."""
    return holiday(name) if name and is_english(language) else name


def span(first: date, last: date, language: str) -> str:
    """Both ends with their weekdays, or the one day."""
    if first == last:
        return short_date(first, language)
    between = " to " if is_english(language) else "至"
    return f"{short_date(first, language)}{between}{short_date(last, language)}"


def month_title(number: int, language: str) -> str:
    return MONTHS[number - 1] if is_english(language) else f"{number}月"


def weekday_heads(language: str) -> list[tuple[str, str]]:
    """The short and the full name of each weekday, from Monday."""
    if is_english(language):
        return [(name[:2], name) for name in WEEKDAYS]
    return [(sign, f"周{sign}") for sign in CHINESE_WEEKDAYS]
