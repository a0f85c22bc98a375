"""Allots case numbers and 发文字号 without gaps: a rollback gives the number back."""

from django.db import connection

from casework.cases.models import NumberSeries
from syncpoints import reach


def allot(*, code: str, year: int) -> int:
    """The next number of a series. The row stays locked until the caller's transaction ends."""
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (code, year, last) VALUES (%s, %s, 1)"  # noqa: S608
            f" ON CONFLICT (code, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [code, year],
        )
        (last,) = cursor.fetchone()
    reach("number.allotted")
    return int(last)


def case_number(*, kind: str, year: int) -> str:
    """``QSH-ZG-2026-000123``."""
    return f"QSH-{kind}-{year}-{allot(code=f'QSH-{kind}', year=year):06d}"


def letter_number(*, code: str, year: int) -> str:
    """``湖教体督改〔2026〕1号``: hexagonal brackets, four-digit year, no padding (domain.md §5.2)."""
    return f"{code}〔{year}〕{allot(code=code, year=year)}号"
