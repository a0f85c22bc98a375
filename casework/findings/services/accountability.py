"""The hand-over to accountability (P11), recorded until that process exists."""

from datetime import datetime

from casework.cases.models import Case
from casework.cases.services.trail import record


def hand_over(*, case: Case, reason: str, at: datetime) -> None:
    """Mark the case and keep the fact for ever; rectification goes on (domain.md §2.12 step 15)."""
    case.escalated = True
    case.save(update_fields=["escalated"])
    record(chain=case.pk, kind="case.handed_over", at=at, by=None, payload={"to": "P11", "reason": reason})
