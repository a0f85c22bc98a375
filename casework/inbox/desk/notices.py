"""待阅: what the viewer should know and need not do."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from casework.cases.models import Case, Notice
from casework.cases.policies import visible_cases
from casework.inbox.viewer import Viewer


def notices(viewer: Viewer) -> QuerySet[Notice]:
    """Those of cases that he may read, newest first, each with ``is_read``."""
    read = Notice.read_by.through.objects.filter(notice=OuterRef("pk"), person=viewer.person)
    return (
        _addressed(viewer)
        .annotate(is_read=Exists(read))
        .select_related("case__respondent")
        .order_by("-sent_at", "-pk")
    )


def unread(viewer: Viewer) -> int:
    return _addressed(viewer).exclude(read_by=viewer.person).count()


def mark_read(case_id: UUID, viewer: Viewer) -> None:
    """Everything that the viewer was told about one case counts as read once he has the case before him."""
    for notice in _addressed(viewer).filter(case=case_id).exclude(read_by=viewer.person):
        notice.read_by.add(viewer.person)


def _addressed(viewer: Viewer) -> QuerySet[Notice]:
    cases: QuerySet[Case] = visible_cases(viewer.standing)
    return Notice.objects.addressed_to(viewer.standing.pairs).filter(case__in=cases.values("pk"))
