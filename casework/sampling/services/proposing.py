"""Draws the schools of a case: points by its table, then the published drawing. Runs in the transaction of a step."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.sampling.models import Draw, DrawnSchool
from casework.sampling.pool import Known, pool
from casework.sampling.redraw import Entry, draw
from casework.sampling.terms import months_left, term_of
from processes import feel
from processes.models import ProcessInstance
from processes.services import decide_each


class AlreadyDrawn(Exception):
    """The case has its draw; another one would be a choice."""


def propose(
    *,
    case: Case,
    table: str,
    wanted: int,
    months: Iterable[int],
    seed: str | None,
    at: datetime,
    process_id: str = "",
    element_id: str = "",
) -> Draw:
    """Keep a draw of ``wanted`` schools and its pool.

    More are drawn where otherwise some school could not be seen in what is left of the term (domain.md D11a): so many
    places are owed to unseen schools that ``wanted`` a month are enough for the rest. Raises AlreadyDrawn.
    """
    if Draw.objects.filter(case=case).exists():
        raise AlreadyDrawn
    day = local_date(at)
    term = term_of(day)
    known = pool(case=case, term_from=term.starts_on if term else None, day=day)
    instance = ProcessInstance.objects.select_related("version").get(key=case.pk)
    results = decide_each(
        instance=instance,
        table=table,
        data=[{"candidate": feel.to_json(one.facts), "about": one.school.short_name} for one in known],
        at=at,
        process_id=process_id,
        element_id=element_id,
    )
    later = wanted * months_left(day, term.service_to, months) if term else None
    unseen = sum(1 for one in known if not one.seen)
    owed = 0 if later is None else max(0, unseen - later)
    made = Draw.objects.create(
        case=case, table=table, seed=seed or secrets.token_hex(16), wanted=wanted, owed=owed, drawn_at=at
    )
    _keep(made, known, [_hits(result) for result in results])
    return made


def _hits(result: Any) -> list[dict[str, Any]]:
    """What the rows of a COLLECT table gave; points stay text, so that nothing is rounded on the way."""
    return [
        {"points": str(hit["points"]), "reason": hit["reason"]}
        for hit in result or []
        if Decimal(str(hit["points"]))
    ]


def _keep(made: Draw, known: Sequence[Known], hits: Sequence[list[dict[str, Any]]]) -> None:
    rows = [
        DrawnSchool(
            draw=made,
            school=one.school,
            code=one.school.code,
            score=hundredths(reasons),
            reasons=reasons,
            seen=one.seen,
            due=one.due,
        )
        for one, reasons in zip(known, hits, strict=True)
    ]
    picks = draw(
        [Entry(row.code, row.score, row.seen, row.due) for row in rows],
        wanted=made.wanted,
        owed=made.owed,
        seed=made.seed,
    )
    by_code = {row.code: row for row in rows}
    for place, pick in enumerate(picks, 1):
        by_code[pick.code].how, by_code[pick.code].place = pick.how, place
    DrawnSchool.objects.bulk_create(rows)


def hundredths(reasons: Iterable[Mapping[str, Any]]) -> int:
    """The points together, in hundredths, half up; never below nothing."""
    total = sum((Decimal(reason["points"]) for reason in reasons), Decimal(0))
    return max(0, int((total * 100).to_integral_value(rounding=ROUND_HALF_UP)))
