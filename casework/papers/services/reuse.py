"""Papers that are still good are offered, and not asked for twice."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from casework.cases.clock import local_date
from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement
from casework.papers.services.answering import detach
from casework.papers.services.requirements import subject_of
from documents.catalogue import document_type


class NotOffered(Exception):
    """The paper is of somebody else, of another type, or has run out."""


def offers(requirement: Requirement, *, on: date) -> QuerySet[Paper]:
    """Papers of the same subject, person and type that were handed in and stand on ``on``, the longest lasting first.

    What a school states is stated for each case anew.
    """
    if requirement.is_for_school:
        return Paper.objects.none()
    wanted = document_type(requirement.type_code)
    found = Paper.objects.standing_on(on).filter(
        subject=subject_of(requirement), type_code=wanted.code, instructor=requirement.instructor_id
    )
    if wanted.max_age_days:
        oldest = on - timedelta(days=wanted.max_age_days)
        found = found.filter(Q(issued_on=None) | Q(issued_on__gte=oldest))
    return found.order_by("-is_long_term", "-valid_to", "-issued_on", "-created_at")


def take(*, requirement: Requirement, paper: Paper, by: Person, at: datetime) -> None:
    """Answer ``requirement`` with a paper that is offered; a draft there becomes void. Raises NotOffered, NotOpen."""
    with transaction.atomic():
        detach(requirement=requirement, by=by, at=at)
        if not offers(requirement, on=local_date(at)).filter(pk=paper.pk).exists():
            raise NotOffered(str(paper.pk))
        Requirement.objects.filter(pk=requirement.pk).update(paper=paper, is_reused=True)
        requirement.paper, requirement.is_reused = paper, True
        payload = {"type": paper.type.zh, "type_en": paper.type.en, "paper": paper.pk}
        record(chain=requirement.case_id, kind="paper.reused", at=at, by=by, payload=payload)
