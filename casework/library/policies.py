"""Who sees which entries of the library (domain.md §4.3, row “Library list”)."""

from django.db.models import Q, QuerySet

from casework.cases.policies import OFFICERS
from casework.library.models import LibraryEntry
from casework.organisations.standing import Standing


def reads_all(standing: Standing) -> bool:
    """Also entries that are suspended, removed or over, and why."""
    return standing.has(*OFFICERS)


def visible_entries(standing: Standing) -> QuerySet[LibraryEntry]:
    if reads_all(standing):
        return LibraryEntry.objects.all()
    public = LibraryEntry.objects.active_on(standing.day)
    own = Q(organisation__in=standing.organisation_ids)
    return LibraryEntry.objects.filter(own | Q(pk__in=public.values("pk")))
