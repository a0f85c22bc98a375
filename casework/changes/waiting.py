"""Proposals of parameters in a change that nobody has settled yet."""

from django.db.models import QuerySet

from casework.changes.models import ChangeParameter, ChangeSet


def waiting_parameters(change: ChangeSet) -> QuerySet[ChangeParameter]:
    rows = change.parameters.select_related("value")
    return rows.filter(value__confirmed_at=None, value__dropped_at=None)


def proposes_parameters(change: ChangeSet) -> bool:
    return waiting_parameters(change).exists()
