"""Rows of the inbox, in a number of statements that does not grow with them."""

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Length

from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.inbox.desk.filters import Filters
from casework.inbox.viewer import Viewer
from processes.models import UserTask

CASE = "instance__case"
# Steps that were opened together: those of one case side by side, its findings as they are numbered.
TOGETHER = ("instance", Length(Cast("item", TextField())), "item", "id")


def pool(viewer: Viewer) -> QuerySet[UserTask]:
    """Every open task that is the viewer's or that his roles may take, whoever has it now."""
    offered = UserTask.objects.for_candidates(viewer.standing.pairs)
    return UserTask.objects.open().filter(Q(pk__in=offered.values("pk")) | Q(assignee=viewer.person))


def todo(viewer: Viewer, filters: Filters) -> QuerySet[UserTask]:
    """What waits for the viewer, most urgent first; what has no deadline comes last, oldest first."""
    whose = {
        "mine": Q(assignee=viewer.person),
        "free": Q(assignee=None),
        "taken": Q(assignee__isnull=False) & ~Q(assignee=viewer.person),
    }
    wanted = whose.get(filters.whose, Q(assignee=viewer.person) | Q(assignee=None))
    rows = _narrowed(pool(viewer).filter(wanted), filters)
    return _with_case(rows).order_by(F("due_at").asc(nulls_last=True), "opened_at", *TOGETHER)


def done(viewer: Viewer, filters: Filters) -> QuerySet[UserTask]:
    rows = UserTask.objects.filter(completed_by=viewer.person, status=UserTask.Status.COMPLETED)
    return _with_case(_narrowed(rows, filters)).order_by("-closed_at", "id")


def started(viewer: Viewer, filters: Filters) -> QuerySet[Case]:
    """Cases that the viewer registered and still may read."""
    cases = visible_cases(viewer.standing).filter(opened_by=viewer.person)
    found = cases.filter(_about("", filters)).select_related("respondent", "office", "instance__version")
    return found.defer("instance__state", "instance__trail").order_by("-opened_at", "id")


def schools(tasks: QuerySet[UserTask]) -> list[tuple[str, str]]:
    found = tasks.order_by(f"{CASE}__respondent__code").values_list(
        f"{CASE}__respondent", f"{CASE}__respondent__short_name"
    )
    return [(str(key), name) for key, name in found.distinct()]


def steps(tasks: QuerySet[UserTask], language: str) -> list[tuple[str, str]]:
    """Names of steps as they are filtered by, each with its name in ``language``."""
    found = tasks.order_by("name").values_list("name", "name_en").distinct()
    return [(name, english if language.startswith("en") and english else name) for name, english in found]


def _narrowed(tasks: QuerySet[UserTask], filters: Filters) -> QuerySet[UserTask]:
    wanted = _about(f"{CASE}__", filters)
    if filters.step:
        wanted &= Q(name=filters.step)
    return tasks.filter(wanted)


def _about(case: str, filters: Filters) -> Q:
    wanted = Q()
    if filters.school:
        wanted &= Q(**{f"{case}respondent": filters.school})
    if filters.severity:
        wanted &= Q(**{f"{case}severity": filters.severity})
    if filters.text:
        wanted &= search(case, filters.text)
    return wanted


def search(case: str, text: str) -> Q:
    """Case number, title, or any name of the respondent (its initials in pinyin too)."""
    return (
        Q(**{f"{case}number__icontains": text})
        | Q(**{f"{case}title__icontains": text})
        | Q(**{f"{case}respondent__name__icontains": text})
        | Q(**{f"{case}respondent__search_text__icontains": text.lower()})
    )


def _with_case(tasks: QuerySet[UserTask]) -> QuerySet[UserTask]:
    # The engine's state is large and no row of a list needs it.
    return tasks.select_related(
        "assignee", f"{CASE}__respondent", f"{CASE}__office", "instance__version"
    ).defer("instance__state", "instance__trail")
