"""Rows of the inbox, in a number of statements that does not grow with them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.cases.standing_in import stood_in
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.queue import Queue, narrowed, pool, with_case
from casework.inbox.viewer import Viewer
from processes.models import UserTask

CASE = "instance__case"
# The schools and steps offered for narrowing are those of this many tasks, the most urgent ones.
OFFERED = 200


def todo(viewer: Viewer, filters: Filters) -> Queue:
    """What waits for the viewer, most urgent first; what has no deadline comes last, oldest first."""
    mine, instead = Q(assignee=viewer.person), stood_in(viewer.standing)
    whose = {"mine": mine, "free": Q(assignee=None), "taken": Q(assignee__isnull=False) & ~mine}
    whose["instead"] = instead
    wanted = whose.get(filters.whose, mine | Q(assignee=None) | instead)
    return Queue(narrowed(pool(viewer), wanted & _wanted(filters)))


def done(viewer: Viewer, filters: Filters) -> QuerySet[UserTask]:
    rows = UserTask.objects.filter(completed_by=viewer.person, status=UserTask.Status.COMPLETED)
    return with_case(rows.filter(_wanted(filters))).order_by("-closed_at", "id")


def started(viewer: Viewer, filters: Filters) -> QuerySet[Case]:
    """Cases that the viewer registered and still may read."""
    cases = visible_cases(viewer.standing).filter(opened_by=viewer.person)
    found = cases.filter(_about("", filters)).select_related("respondent", "office", "instance__version")
    return found.defer("instance__state", "instance__trail").order_by("-opened_at", "id")


@dataclass(frozen=True)
class Choices:
    """What the list may be narrowed to: schools by code, (id, name); steps, (name, name in the language)."""

    schools: list[tuple[str, str]]
    steps: list[tuple[str, str]]


def choices(viewer: Viewer) -> Choices:
    school = f"{CASE}__respondent"
    found = set(
        Queue(pool(viewer)).values(
            f"{school}__code", school, f"{school}__short_name", "name", "name_en", first=OFFERED
        )
    )
    schools = {(code, str(key), name) for code, key, name, _, _ in found}
    english = viewer.language.startswith("en")
    steps = {(name, name_en if english and name_en else name) for *_, name, name_en in found}
    return Choices([(key, name) for _, key, name in sorted(schools)], sorted(steps))


def _wanted(filters: Filters) -> Q:
    wanted = _about(f"{CASE}__", filters)
    if filters.step:
        wanted &= Q(name=filters.step)
    return wanted


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
