"""Why a deadline falls on its day, in one sentence of each language."""

import re
from datetime import date
from typing import Any

import pytest

from casework.calendar.arithmetic import Calendar
from casework.calendar.counting import recount
from casework.calendar.explanation import explain
from casework.calendar.models import Deadline


def counted(calendar: Calendar, start: str, length: int, unit: str = "WD", **fields: Any) -> Deadline:
    fields.setdefault("verb", "送达")
    deadline = Deadline(starts_on=date.fromisoformat(start), length=length, unit=unit, **fields)
    recount(deadline, calendar)
    return deadline


TOLD = [
    (
        ("2026-04-24", 10),
        "4月24日送达，10个工作日，遇劳动节顺延，5月9日（周六）为工作日，截止5月12日（周二）",
    ),
    (("2026-05-20", 30, "CD"), "5月20日送达，30个自然日，到期日6月19日为端午节，顺延至6月22日（周一）"),
    (("2026-04-02", 30, "CD"), "4月2日送达，30个自然日，到期日5月2日为劳动节，顺延至5月6日（周三）"),
    (("2026-05-01", 15, "CD"), "5月1日送达，15个自然日，到期日5月16日为周六，顺延至5月18日（周一）"),
    (("2026-03-02", 15, "CD"), "3月2日送达，15个自然日，截止3月17日（周二）"),
    (("2026-06-01", 5), "6月1日送达，5个工作日，截止6月8日（周一）"),
    (
        ("2025-09-26", 5),
        "9月26日送达，5个工作日，遇国庆节、中秋节顺延，9月28日（周日）为工作日，截止10月10日（周五）",
    ),
    (
        ("2025-12-31", 1),
        "2025年12月31日送达，1个工作日，遇元旦顺延，2026年1月4日（周日）为工作日，截止1月4日（周日）",
    ),
    (
        ("2026-12-24", 10),
        "2026年12月24日送达，10个工作日，2027年放假安排未公布，暂按周一至周五计算，截止2027年1月7日（周四）",
    ),
    (("2024-03-31", 0, "AD"), "文件指定3月31日（周日）截止，不因休息日顺延"),
]


@pytest.mark.parametrize(("rule", "sentence"), TOLD)
def test_a_deadline_is_explained(calendar: Calendar, rule: tuple[Any, ...], sentence: str) -> None:
    assert explain(counted(calendar, *rule)) == sentence


@pytest.mark.parametrize(("rule", "sentence"), TOLD)
def test_the_english_sentence_holds_no_chinese(
    calendar: Calendar, rule: tuple[Any, ...], sentence: str
) -> None:
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", explain(counted(calendar, *rule), "en"))


def test_the_english_sentence(calendar: Calendar) -> None:
    assert explain(counted(calendar, "2026-04-24", 10), "en") == (
        "Served on 24 April; 10 working days; Labour Day not counted; "
        "Saturday 9 May counted as a working day; due Tuesday 12 May"
    )


def test_the_verb_is_what_happened_on_the_first_day(calendar: Calendar) -> None:
    assert explain(counted(calendar, "2026-06-01", 2, verb="收到")) == (
        "6月1日收到，2个工作日，截止6月3日（周三）"
    )


def test_an_extension_names_the_date_before_it(calendar: Calendar) -> None:
    deadline = counted(calendar, "2026-06-01", 5, extensions=[{"length": 5}])
    assert explain(deadline) == (
        "6月1日送达，5个工作日，原截止6月8日（周一），延期5个工作日，截止6月15日（周一）"
    )


def test_an_extension_of_a_calendar_period_counts_working_days_from_the_rolled_date(
    calendar: Calendar,
) -> None:
    deadline = counted(calendar, "2026-05-20", 30, "CD", extensions=[{"length": 10}])
    assert deadline.due_on == date(2026, 7, 6)
    assert explain(deadline).endswith("顺延至6月22日（周一），延期10个工作日，截止7月6日（周一）")


def test_an_extension_of_a_fixed_date_is_in_working_days(calendar: Calendar) -> None:
    deadline = counted(calendar, "2024-03-31", 0, "AD", extensions=[{"length": 3}])
    assert explain(deadline) == (
        "文件指定3月31日（周日）截止，不因休息日顺延，延期3个工作日，截止4月3日（周三）"
    )


def test_a_pause_says_how_many_days_it_cost(calendar: Calendar) -> None:
    pauses = [{"first": "2026-06-03", "resumed_on": "2026-06-05"}]
    assert explain(counted(calendar, "2026-06-01", 5, pauses=pauses)) == (
        "6月1日送达，5个工作日，6月3日至6月4日暂停，不计2个工作日，截止6月10日（周三）"
    )


def test_a_pause_of_one_day(calendar: Calendar) -> None:
    pauses = [{"first": "2026-06-03", "resumed_on": "2026-06-04"}]
    assert "，6月3日暂停，不计1个工作日，" in explain(counted(calendar, "2026-06-01", 5, pauses=pauses))


def test_a_holiday_inside_a_pause_is_not_blamed(calendar: Calendar) -> None:
    pauses = [{"first": "2026-04-30", "resumed_on": "2026-05-07"}]
    assert explain(counted(calendar, "2026-04-29", 2, pauses=pauses)) == (
        "4月29日送达，2个工作日，4月30日至5月6日暂停，不计2个工作日，截止5月8日（周五）"
    )


def test_a_standing_clock_promises_no_date(calendar: Calendar) -> None:
    deadline = counted(calendar, "2026-06-01", 5, paused_on=date(2026, 6, 3))
    assert explain(deadline) == "6月1日送达，5个工作日，6月3日起暂停，恢复后重新计算截止日"


def test_service_days_name_the_gap_between_terms(school_year: Calendar) -> None:
    assert explain(counted(school_year, "2026-01-15", 3, "SD")) == (
        "1月15日送达，3个服务日，不计服务期以外的日子，截止3月10日（周二）"
    )


def test_service_days_beyond_the_terms_say_so(school_year: Calendar) -> None:
    assert "服务期未录入，暂按工作日计算" in explain(counted(school_year, "2026-06-25", 3, "SD"))
