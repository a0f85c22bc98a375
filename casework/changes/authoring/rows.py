"""Lists that are typed line by line: inputs named ``options-0-value``, read back in the order of the page."""

import re
from collections.abc import Mapping, Sequence

Row = Mapping[str, str]
SPARE = 2
MOST = 300


def read_rows(posted: Mapping[str, str], prefix: str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Lines in which something stands, by their numbers; blanks round the texts are left off."""
    name = re.compile(re.escape(prefix) + r"-(\d{1,4})-(\w+)")
    found: dict[int, dict[str, str]] = {}
    for key, value in posted.items():
        match = name.fullmatch(key)
        if match and match[2] in columns:
            found.setdefault(int(match[1]), dict.fromkeys(columns, ""))[match[2]] = value.strip()
    return [row for _, row in sorted(found.items()) if any(row.values())][:MOST]


def with_spare(rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    """The lines with empty ones after them to type into."""
    return [*rows, *(dict.fromkeys(columns, "") for _ in range(SPARE))]
