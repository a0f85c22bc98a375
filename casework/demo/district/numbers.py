"""Numbers for copies, out of the same series as everybody else's, written back once at the end."""

import re
from collections import defaultdict

from casework.cases.models import NumberSeries

_NUMBER = re.compile(r"(?P<code>.+?)(?P<open>[-〔])(?P<year>\d{4})(?P<close>[-〕])(?P<n>\d+)(?P<end>号?)")


class Numbers:
    """Counts on in memory: nobody else may give out numbers meanwhile (the caller's transaction sees to that)."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], int] = defaultdict(int)
        for series in NumberSeries.objects.select_for_update():
            self._last[series.code, series.year] = series.last

    def like(self, number: str, year: int) -> str:
        """The next number of the series that ``number`` is of, in ``year``. Raises ValueError for no number."""
        found = _NUMBER.fullmatch(number)
        if found is None:
            raise ValueError(number)
        key = (found["code"], year)
        self._last[key] += 1
        digits = str(self._last[key]).zfill(len(found["n"]) if found["open"] == "-" else 1)
        return f"{found['code']}{found['open']}{year}{found['close']}{digits}{found['end']}"

    def keep(self) -> None:
        NumberSeries.objects.bulk_create(
            [NumberSeries(code=code, year=year, last=last) for (code, year), last in self._last.items()],
            update_conflicts=True,
            unique_fields=["code", "year"],
            update_fields=["last"],
        )
