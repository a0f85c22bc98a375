"""Which cases a person may see (domain.md §4.3 and §4.4): every query of a screen starts here."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.cases.models import Case
from casework.cases.remits import FOR_SOME, READ_BY, not_read_by
from casework.cases.standing_in import acted_in, stood_in
from casework.organisations.models import Membership, Organisation, Role
from casework.organisations.standing import Standing
from processes.models import UserTask, addressed_to

# Offices that read every rectification of their district, and the leadership.
DISTRICT_READERS = {
    Role.DEPUTY_DIRECTOR,
    Role.DIRECTOR,
    Role.BASIC_EDUCATION,
    Role.HEAD_OF_OFFICE,
    Role.ADULT_PRESCHOOL,
    Role.ACTIVITY_CENTRE,
}
# Who reads everything of the district.
LEADING_READERS = {Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.BASIC_EDUCATION}
# Offices that read what is theirs to look after in the district, and of other matters those in which they take part.
ASSIGNED_READERS = (Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE)
# Those who see the whole of what concerns their own school or organisation.
RESPONDENT_READERS = {
    Role.PRINCIPAL,
    Role.AFTER_SCHOOL_LEAD,
    Role.LEADING_GROUP,
    Role.SCHOOL_FINANCE,
    Role.VENDOR_CLERK,
    Role.INDIVIDUAL,
    Role.TRAINING_UNIT,
}
# Those of a school who see the matters of the vendors that it takes in (domain.md §4.3, "Entry case P02").
HOST_READERS = {Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD}

# Matters in which officers and the respondent look at one thing together: what was found on the spot is for both.
SEEN_TOGETHER = {
    Case.Kind.RECTIFICATION, Case.Kind.INSPECTION, Case.Kind.SUPERVISION, Case.Kind.GUIDANCE, Case.Kind.PATROL,
    Case.Kind.SAFETY, Case.Kind.PAY_PLAN,
}  # fmt: skip

# Who works in the bureau and keeps his part in a case, whoever must answer it later.
OFFICERS = frozenset(role for role in Role if role < Role.PRINCIPAL)
# Who stands on the side that must answer, or that hosts a vendor.
RESPONDENTS = frozenset(Role) - OFFICERS - {Role.SUPERIOR}


def visible_cases(standing: Standing) -> QuerySet[Case]:
    """Cases that the person of ``standing`` may read.

    District offices and the leadership read their district, except what is for some of the offices only, of which a
    head reads as much as the desks of his office; the teacher development centre what concerns teaching
    there, a school or vendor what it must answer, teachers the pay plan of their school, a school what it takes a
    vendor in for, a substitute what is offered to whom he stands in for; anybody else only the cases in which he has,
    had or could take a task, while he belongs to who had it to do; a school that a case was taken from sees it no more.
    The process manager reads the changes of processes; other administrators and auditors see none.
    While a case is withheld, nobody who holds a role on the side of its respondent or school sees it, whatever else he
    is (domain.md §4.4 rule 5).
    """
    seen = Q(respondent__in=standing.organisations(RESPONDENT_READERS))
    if centre := standing.organisations([Role.TEACHER_DEVELOPMENT]):
        seen = (_in_district(centre) & Q(teaching=True)) | Q(office__in=centre) | seen
    if host := standing.organisations(HOST_READERS):
        seen |= Q(school__in=host)
    if supervision := standing.organisations([Role.SUPERVISION]):
        # Of an office, the district; of a school, as its own inspector (责任督学, rule 4), what concerns that school.
        its_own = Q(respondent__in=supervision) | Q(school__in=supervision)
        seen = ((_in_district(supervision) | its_own) & ~Q(kind=Case.Kind.LIBRARY)) | seen
    for role in ASSIGNED_READERS:
        if assigned := standing.organisations([role]):
            seen = (_in_district(assigned) & ~Q(kind__in=not_read_by(role))) | seen
    if heads := standing.organisations([Role.HEAD_OF_OFFICE]):
        seen = Q(office__in=heads) | _read_by_heads(heads, standing) | seen
    if leading := standing.organisations(LEADING_READERS):
        seen = _in_district(leading) | seen
    if standing.has(Role.PROCESS_MANAGER):
        seen |= Q(kind=Case.Kind.POLICY)
    if teaching := standing.organisations([Role.TEACHER]):
        seen |= Q(respondent__in=teaching, kind=Case.Kind.PAY_PLAN)
    if standing.stand_ins:
        seen = acted_in(standing) | seen
    # Asked case by case, these are not even looked at where the districts above have answered.
    seen |= _exists(_waiting(standing)) | _exists(_done(standing, OFFICERS))
    seen |= Q(respondent__in=standing.organisation_ids) & _exists(_done(standing))
    return Case.objects.filter(seen & ~hidden_from(standing))


def hidden_from(standing: Standing) -> Q:
    """Cases that are withheld from the person of ``standing``: those about an organisation to which he belongs."""
    sides = standing.organisations(RESPONDENTS)
    return Q(withheld=True) & (Q(respondent__in=sides) | Q(school__in=sides)) if sides else Q(pk__in=[])


def withheld_instances(standing: Standing) -> list[UUID]:
    """The runs of the cases that are withheld from the person; asked of nobody but a respondent's people."""
    if not standing.organisations(RESPONDENTS):
        return []
    hidden = Case.objects.filter(hidden_from(standing), instance__isnull=False)
    return list(hidden.values_list("instance", flat=True))


def is_withheld(case: Case, standing: Standing) -> bool:
    """Whether the case is not to be seen, or acted on, by the person yet."""
    sides = standing.organisations(RESPONDENTS)
    return case.withheld and bool(sides & {str(case.respondent_id), str(case.school_id)})


def visible_tasks(standing: Standing) -> QuerySet[UserTask]:
    """Tasks of visible cases. Of matters between a vendor and a school each side opens its own only (§4.4 rule 2)."""
    tasks = UserTask.objects.filter(instance__case__in=visible_cases(standing).values("pk"))
    if standing.organisations(OFFICERS):
        return tasks
    return tasks.filter(
        Q(instance__case__kind=Case.Kind.RECTIFICATION) | Q(scope__in=standing.organisations())
    )


def reads_own_side_only(case: Case, standing: Standing) -> bool:
    """Whether the viewer is one of two sides: papers and people of the other one are not his to read."""
    if case.kind in SEEN_TOGETHER or standing.organisations(OFFICERS):
        return False
    return not (case.school_id and standing.is_member(str(case.school_id)))


def may_export(standing: Standing) -> bool:
    """Whether a case that is read may be taken out whole: a side would carry away what is the other one's."""
    return bool(standing.organisations(OFFICERS))


def _read_by_heads(heads: Iterable[str], standing: Standing) -> Q:
    """Of their district what every office reads, and of the rest what a desk of their own office reads."""
    seen = _in_district(heads) & ~Q(kind__in=FOR_SOME)
    at_work = Membership.objects.active_on(standing.day).filter(organisation__in=[UUID(one) for one in heads])
    for kinds, roles in READ_BY:
        desks = at_work.with_roles(roles)
        seen |= _in_district(desks.values_list("organisation", flat=True)) & Q(kind__in=kinds)
    return seen


def _in_district(offices: Iterable[UUID | str]) -> Q:
    """An office belongs to the district that is its parent; the bureau is its own district. A school stands for none."""
    parents = Organisation.objects.filter(pk__in=offices).exclude(kind=Organisation.Kind.SCHOOL)
    return Q(district__in=offices) | Q(district__in=parents.values("parent"))


def _exists(tasks: QuerySet[UserTask]) -> Q:
    return Q(Exists(tasks.filter(instance=OuterRef("instance"))))


def _waiting(standing: Standing) -> QuerySet[UserTask]:
    mine = Q(assignee=standing.person, scope__in=standing.organisations())
    his = mine | (addressed_to(standing.pairs) & Q(assignee=None))
    return UserTask.objects.open().filter(his | stood_in(standing) if standing.stand_ins else his)


def _done(standing: Standing, roles: Iterable[str] | None = None) -> QuerySet[UserTask]:
    return UserTask.objects.filter(completed_by=standing.person, scope__in=standing.organisations(roles))
