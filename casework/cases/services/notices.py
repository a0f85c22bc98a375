"""Leaves notices for those who should know."""

from collections.abc import Iterable
from datetime import datetime

from casework.cases.models import Case, Notice


def notify(*, case: Case, roles: Iterable[str], scope: str, text: str, at: datetime) -> Notice:
    """Address ``text`` to the holders of ``roles`` in the organisation ``scope``."""
    notice = notice_to(case=case, roles=roles, scope=scope, text=text, at=at)
    notice.save(force_insert=True)
    return notice


def notice_to(*, case: Case, roles: Iterable[str], scope: str, text: str, at: datetime) -> Notice:
    """The same, not yet stored: for those who send many."""
    return Notice(case=case, roles=f" {' '.join(roles)} ", scope=scope, text=text[:300], sent_at=at)
