"""Allots case numbers and 发文字号 without gaps: a rollback gives the number back."""

from casework.cases.models import NumberSeries
from syncpoints import reach


def allot(*, code: str, year: int) -> int:
    """The next number of a series. The row stays locked until the caller's transaction ends."""
    NumberSeries.objects.get_or_create(code=code, year=year)
    series = NumberSeries.objects.select_for_update().get(code=code, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    reach("number.allotted")
    return series.last


def case_number(*, kind: str, year: int) -> str:
    """``QSH-ZG-2026-000123``."""
    return f"QSH-{kind}-{year}-{allot(code=f'QSH-{kind}', year=year):06d}"


def letter_number(*, code: str, year: int) -> str:
    """``湖教体督改〔2026〕1号``: hexagonal brackets, four-digit year, no padding (domain.md §5.2)."""
    return f"{code}〔{year}〕{allot(code=code, year=year)}号"
