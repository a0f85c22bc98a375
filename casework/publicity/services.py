"""The life of a publication. Every function runs in the transaction of a step."""

from datetime import datetime

from django.db.models import F

from casework.calendar.services import Unit, cancel, meet, set_deadline
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.publicity.models import Publication

PUBLICITY = "publicity"


def publish(*, case: Case, title: str, text: str, days: int, at: datetime) -> Publication:
    """Show it from today for ``days`` working days, today not counted (PRM_PUB_WD)."""
    deadline = set_deadline(
        holder=case.pk,
        name=PUBLICITY,
        length=days,
        unit=Unit.WORKING,
        starts_on=local_date(at),
        at=at,
        verb="公示",
    )
    return Publication.objects.create(
        case=case,
        title=title[:120],
        text=text[:1000],
        starts_on=local_date(at),
        ends_on=deadline.due_on,
        published_at=at,
    )


def note_objection(*, publication: Publication) -> None:
    Publication.objects.filter(pk=publication.pk).update(objections=F("objections") + 1)


def strike(*, publication: Publication, at: datetime) -> None:
    """An objection stands: what was shown does not take effect."""
    publication.state = Publication.State.STRUCK
    publication.save(update_fields=["state"])
    cancel(holder=publication.case_id, name=PUBLICITY, at=at, reason="异议成立")


def finish(*, publication: Publication, at: datetime) -> None:
    """The time is over and no objection stands."""
    publication.state = Publication.State.PASSED
    publication.save(update_fields=["state"])
    meet(holder=publication.case_id, name=PUBLICITY, at=at)
