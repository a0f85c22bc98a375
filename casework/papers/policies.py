"""Who sees which papers (domain.md §4.3 and §4.4): the row; bytes of S3 papers are another question."""

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.organisations.models import Role
from casework.organisations.standing import StandIn, Standing
from casework.papers.models import Paper

OWNERS = (Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.TRAINING_UNIT)
SCHOOLS = (Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD)
SIGNED_BY_BOTH = ("DT-221", "DT-222")
# Library application and files: RVd / RVAd of domain.md §4.3; 基教科 and leaders read what is not S3.
REGISTER_READERS = (
    Role.DEPUTY_DIRECTOR, Role.BASIC_EDUCATION, Role.HEAD_OF_OFFICE, Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE,
)  # fmt: skip


def visible_papers(standing: Standing) -> QuerySet[Paper]:
    """A vendor sees its own, offices of the library all, a school those that its own cases ask for; whoever stands in
    for one of these, those of the matters that were delegated.
    """
    if standing.has(*REGISTER_READERS):
        return Paper.objects.all()
    own = Q(subject__in=standing.organisations(OWNERS))
    # What a school states about a vendor is the school's; what both signed is the vendor's as well.
    signed = Q(
        type_code__in=SIGNED_BY_BOTH, requirements__case__respondent__in=standing.organisations(OWNERS)
    )
    asked = Q(requirements__case__school__in=standing.organisations(SCHOOLS))
    seen = own | signed | asked
    for one in standing.stand_ins:
        seen |= _in_place(one)
    return Paper.objects.filter(pk__in=Paper.objects.filter(seen).values("pk"))


def _in_place(one: StandIn) -> Q:
    """He decides on them. What is sensitive stays closed to him: that right is never passed on."""
    theirs = {"school": one.organisation} if one.role in SCHOOLS else {"office": one.organisation}
    if one.role not in (*SCHOOLS, *REGISTER_READERS):
        return Q(pk__in=[])
    cases = Case.objects.filter(
        instance__version__process_id__in=sorted(one.processes), closed_at=None, **theirs
    )
    return Q(requirements__case__in=cases.values("pk"))
