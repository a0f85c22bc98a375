"""The records of a case as text: its event chain as it was hashed, submissions, decisions."""

import json
from typing import Any

from casework.audit.canonical import canonical
from casework.audit.models import Event
from casework.cases.models import Case
from casework.inbox.wording.people import person_text
from casework.organisations.substitutions import in_place_of, principals
from processes.models import DecisionRecord, Submission


def chain_lines(events: list[Event]) -> bytes:
    """One event a line, as it stands in the trail; ``canonical`` is the text that was hashed."""
    return "".join(json.dumps(_event(event), ensure_ascii=False) + "\n" for event in events).encode()


def _event(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "kind": event.kind,
        "by": event.by_name,
        "on_behalf": event.on_behalf,
        "algorithm": event.algorithm,
        "canonical": event.canonical,
        "previous": event.previous,
        "digest": event.digest,
    }


def submissions(case: Case) -> bytes:
    """Every completed task with what was filled in."""
    rows = list(Submission.objects.filter(instance__key=case.pk).select_related("by").order_by("at", "pk"))
    instead = principals(row.task_id for row in rows)
    return _lines(
        {
            "at": row.at,
            "step": row.element_id,
            "form": row.form,
            "by": in_place_of(person_text(row.by), instead.get(row.task_id)),
            "values": row.values,
        }
        for row in rows
    )


def decisions(case: Case) -> bytes:
    """Every evaluated decision table: inputs, rows hit, outputs."""
    rows = DecisionRecord.objects.filter(instance__key=case.pk).order_by("at", "pk")
    return _lines(
        {
            "at": row.at, "step": row.element_id, "table": row.table, "inputs": row.inputs, "rows": row.matched,
            "result": row.result,
        }
        for row in rows
    )  # fmt: skip


def _lines(rows: Any) -> bytes:
    return "".join(canonical(row) + "\n" for row in rows).encode()
