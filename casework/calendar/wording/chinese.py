"""The Chinese sentence: 4月24日送达，10个工作日，遇劳动节顺延，…，截止5月12日（周二）."""

from collections.abc import Iterator
from datetime import date

from casework.calendar.models import Deadline
from casework.calendar.reckoning import Break, Computation
from casework.calendar.units import Unit

WEEKDAYS = "一二三四五六日"


def weekday(day: date) -> str:
    return f"周{WEEKDAYS[day.weekday()]}"


class ChineseSentence:
    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.unit = Unit(deadline.unit)
        # The year is said only where the sentence crosses into another one.
        self.year = deadline.starts_on.year if deadline.starts_on.year == deadline.due_on.year else 0

    def text(self) -> str:
        return "，".join(self._clauses())

    def _clauses(self) -> Iterator[str]:
        stretches = self.deadline.stretches
        for number, stretch in enumerate(stretches):
            last = number == len(stretches) - 1
            if number:
                yield f"延期{stretch.length}个{self.deadline.extension_unit.label}"
            elif self.unit != Unit.FIXED:
                yield f"{self._day(stretch.start)}{self.deadline.verb}"
                yield f"{stretch.length}个{self.unit.label}"
            yield from self._course(stretch)
            yield self._end(stretch, number, last)

    def _course(self, stretch: Computation) -> Iterator[str]:
        if stretch.holidays:
            yield f"遇{'、'.join(name or '休息日' for name in stretch.holidays)}顺延"
        if stretch.outside_service:
            yield "不计服务期以外的日子"
        for pause in stretch.breaks:
            yield self._pause(pause)
        if stretch.worked:
            counted = "服务日" if self.unit == Unit.SERVICE else "工作日"
            yield f"{'、'.join(self._weekday(day) for day in stretch.worked)}为{counted}"
        for year in stretch.unpublished_years:
            yield f"{year}年放假安排未公布，暂按周一至周五计算"
        if stretch.terms_unknown:
            yield "服务期未录入，暂按工作日计算"

    def _pause(self, pause: Break) -> str:
        unit = Unit.WORKING if self.unit == Unit.FIXED else self.unit
        days = self._day(pause.first)
        if pause.last != pause.first:
            days += f"至{self._day(pause.last)}"
        return f"{days}暂停，不计{pause.lost}个{unit.label}"

    def _end(self, stretch: Computation, number: int, last: bool) -> str:
        if last and self.deadline.paused_on:
            return f"{self._day(self.deadline.paused_on)}起暂停，恢复后重新计算截止日"
        if stretch.rolled_from:
            name = stretch.rolled_name or (
                weekday(stretch.rolled_from) if stretch.rolled_from.weekday() > 4 else "休息日"
            )
            nominal = self._day(stretch.rolled_from)
            return f"到期日{nominal}为{name}，顺延至{self._weekday(stretch.due_on)}"
        if self.unit == Unit.FIXED and number == 0:
            return f"文件指定{self._weekday(stretch.due_on)}截止，不因休息日顺延"
        return f"{'截止' if last else '原截止'}{self._weekday(stretch.due_on)}"

    def _day(self, day: date) -> str:
        year = "" if day.year == self.year else f"{day.year}年"
        self.year = day.year
        return f"{year}{day.month}月{day.day}日"

    def _weekday(self, day: date) -> str:
        return f"{self._day(day)}（{weekday(day)}）"
