"""The days off and make-up days that the State Council published for 2024 to 2026."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

YEARS = (2024, 2025, 2026)
NOTICE = "国务院办公厅关于{year}年部分节假日安排的通知"
NAMES = {
    Holiday.new_years_day.value: "元旦",
    Holiday.spring_festival.value: "春节",
    Holiday.tomb_sweeping_day.value: "清明节",
    Holiday.labour_day.value: "劳动节",
    Holiday.dragon_boat_festival.value: "端午节",
    Holiday.national_day.value: "国庆节",
    Holiday.mid_autumn_festival.value: "中秋节",
}


def official_days(year: int) -> Iterator[tuple[date, bool, str]]:
    """Date, whether it is worked, and the holiday it belongs to; weekends merely next to one are left out."""
    for working, table in ((False, holidays), (True, workdays)):
        for day, holiday in table.items():
            if day.year == year:
                yield day, working, NAMES[holiday]


def plant(*, days: Any, years: Any) -> int:
    """Insert what is missing for every year not yet published; the number of years added.

    Takes the managers of the two models, since a migration brings its own. Years that are there already
    are left alone: a manager may have corrected them.
    """
    known = set(years.values_list("year", flat=True))
    missing = [year for year in YEARS if year not in known]
    notices = {year: NOTICE.format(year=year) for year in missing}
    years.bulk_create([years.model(year=year, notice=notice) for year, notice in notices.items()])
    days.bulk_create(
        [
            days.model(date=day, kind="WORK" if working else "OFF", name=name, source=notice)
            for year, notice in notices.items()
            for day, working, name in official_days(year)
        ],
        ignore_conflicts=True,
    )
    return len(missing)
