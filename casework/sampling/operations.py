"""What a diagram may do with draws and visits."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.sampling.models import Visit
from casework.sampling.services import proposing
from processes import registry
from processes.registry import OperationContext


@registry.operation("sampling.propose", title="抽取学校", skippable=False)
def propose(
    context: OperationContext, *, table: str, wanted: Decimal, months: list[Decimal], seed: str | None = None
) -> Mapping[str, Any]:
    """Draw schools by the points of ``table``; ``months`` are the numbers of those in which there are inspections."""
    case = Case.objects.get(pk=context.key)
    made = proposing.propose(
        case=case,
        table=table,
        wanted=int(wanted),
        months=[int(month) for month in months],
        seed=seed,
        at=context.at,
        process_id=context.process_id,
        element_id=context.element_id,
    )
    payload = {"seed": made.seed, "pool": made.rows.count(), "drawn": made.rows.exclude(how="").count()}
    record(chain=case.pk, kind="sampling.drawn", at=context.at, by=None, payload=payload)
    return {"draw": str(made.pk)}


@registry.operation("sampling.note_visit", title="登记到校", skippable=False)
def note_visit(context: OperationContext, *, on: date | None = None, again: bool = False) -> None:
    """The respondent was visited on ``on``, today by default: what later draws and the coverage count.

    ``again``: the next draw must take the school.
    """
    case = Case.objects.select_related("respondent").get(pk=context.key)
    day = on or local_date(context.at)
    Visit.objects.update_or_create(
        case=case, defaults={"school": case.respondent, "kind": case.kind, "on": day, "again": again}
    )
    record(chain=case.pk, kind="sampling.visited", at=context.at, by=context.by, payload={"on": day})
