"""Leaves notices for those who should know."""

from collections.abc import Iterable
from datetime import datetime

from casework.cases.models import Case, Notice


def notify(*, case: Case, roles: Iterable[str], scope: str, text: str, at: datetime) -> Notice:
    """Address ``text`` to the holders of ``roles`` in the organisation ``scope``."""
    return Notice.objects.create(
        case=case, roles=f" {' '.join(roles)} ", scope=scope, text=text[:300], sent_at=at
    )
