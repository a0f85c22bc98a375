"""What expressions may know of letters to many."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from casework.letters.models import Letter
from processes import registry


@registry.facts("circular")
def circular_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The newest letter of the case that went to many: its number, and how many got and signed for it."""
    read = Count("copies", filter=Q(copies__read_at__isnull=False))
    letters = Letter.objects.filter(case=key).annotate(sent=Count("copies"), read=read)
    latest = letters.filter(sent__gt=0).order_by("pk").last()
    if latest is None:
        return {"circular": None}
    counts = {"sent": Decimal(latest.sent), "read": Decimal(latest.read)}
    return {"circular": {"id": str(latest.pk), "number": latest.number, "title": latest.title, **counts}}
