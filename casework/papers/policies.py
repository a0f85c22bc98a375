"""Who sees which papers (domain.md §4.3 and §4.4): the row; bytes of S3 papers are another question."""

from django.db.models import Q, QuerySet

from casework.cases.policies import visible_cases
from casework.organisations.models import Role
from casework.organisations.standing import Standing
from casework.papers.models import Paper

OWNERS = (Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.TRAINING_UNIT)
# Library application and files: RVd / RVAd of domain.md §4.3; 基教科 and leaders read what is not S3.
REGISTER_READERS = (
    Role.DEPUTY_DIRECTOR, Role.BASIC_EDUCATION, Role.HEAD_OF_OFFICE, Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE,
)  # fmt: skip


def visible_papers(standing: Standing) -> QuerySet[Paper]:
    """A vendor sees its own, offices of the library all, a school those that its own cases ask for."""
    if standing.has(*REGISTER_READERS):
        return Paper.objects.all()
    own = Q(subject__in=standing.organisations(OWNERS))
    asked = Q(requirements__case__in=visible_cases(standing).filter(school__in=standing.organisation_ids))
    return Paper.objects.filter(pk__in=Paper.objects.filter(own | asked).values("pk"))
