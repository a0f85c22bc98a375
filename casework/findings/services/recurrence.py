"""Faults that come back after closure (D14 row 9)."""

from datetime import date, timedelta

from casework.cases.models import Case
from casework.findings.models import Finding

RECURS_WITHIN = timedelta(days=90)


def longest_chain(*, case: Case, today: date) -> int:
    """The longest chain over the codes of ``case``: 1 is a first re-appearance within 90 days of a closure."""
    return max(_chains(case, today).values(), default=0)


def recurring_codes(*, case: Case, today: date) -> list[str]:
    return [code for code, length in _chains(case, today).items() if length]


def _chains(case: Case, today: date) -> dict[str, int]:
    """Walk back from today: each link is a closed finding of the code, closed at most 90 days before the next."""
    closed: dict[str, list[tuple[date, date]]] = {}
    earlier = Finding.objects.filter(
        case__respondent=case.respondent_id,
        state=Finding.State.CLOSED,
        code__in=case.findings.values("code"),
    ).exclude(case=case)
    for code, closed_on, found_on in earlier.order_by("-closed_on").values_list(
        "code", "closed_on", "found_on"
    ):
        if closed_on is not None:
            closed.setdefault(code, []).append((closed_on, found_on))
    return {code: _length(links, today) for code, links in closed.items()}


def _length(links: list[tuple[date, date]], today: date) -> int:
    appeared, length = today, 0
    for closed_on, found_on in links:
        if not closed_on <= appeared <= closed_on + RECURS_WITHIN:
            continue
        length += 1
        appeared = found_on
    return length
