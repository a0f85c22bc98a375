"""A queue of open tasks, most urgent first, read no further than a page needs, however long it is.

One statement over everything that somebody may take has to sort all of it. A queue is made of branches instead: one for
what he holds, one for each organisation in which he may take tasks. Each is read in the order of an index, and merged.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Length

from casework.cases.policies import withheld_instances
from casework.cases.standing_in import stood_in
from casework.inbox.viewer import Viewer
from processes.models import UserTask, addressed_to

# How far a queue is counted and turned over; nobody works down a longer list, he narrows it.
FARTHEST = 1000
LATEST = datetime.max.replace(tzinfo=UTC)
# Steps that were opened together: those of one case side by side, its findings as they are numbered.
ITEM = Coalesce(Cast("item", TextField()), Value("", output_field=TextField()))
TOGETHER = ("instance", Length(ITEM), ITEM, "id")
ORDER = (F("due_at").asc(nulls_last=True), "opened_at", *TOGETHER)
KEYS = ("due_at", "opened_at", "instance_id", Length(ITEM), ITEM, "pk")


class Queue:
    """What a paginator needs: ``count()`` up to FARTHEST, and slices of tasks with what their rows show."""

    def __init__(self, branches: Sequence["QuerySet[UserTask]"]) -> None:
        """``branches`` have no task in common."""
        self._branches = branches

    def count(self) -> int:
        return min(FARTHEST, sum(branch.order_by()[:FARTHEST].count() for branch in self._branches))

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[UserTask]:
        start, stop = wanted.start or 0, wanted.stop if wanted.stop is not None else FARTHEST
        heads = [self._head(branch, stop) for branch in self._branches]
        keys = [key[-1] for key in islice(merge(*heads, key=_urgency), start, stop)]
        rows = with_case(UserTask.objects.filter(pk__in=keys)).in_bulk()
        return [rows[key] for key in keys if key in rows]

    def values(self, *names: str, first: int) -> Iterator[tuple[Any, ...]]:
        """Of the ``first`` tasks of each branch."""
        for branch in self._branches:
            yield from branch.order_by(*ORDER).values_list(*names)[:first]

    @staticmethod
    def _head(branch: "QuerySet[UserTask]", stop: int) -> Iterator[tuple[Any, ...]]:
        return iter(branch.order_by(*ORDER).values_list(*KEYS)[:stop])


def pool(viewer: Viewer) -> list["QuerySet[UserTask]"]:
    """Every open task that is the viewer's, and, by organisation, those that his roles may take, whoever has them; then
    those that he may do in the place of others.

    Those of cases that are withheld from him come once they are disclosed.
    """
    tasks = UserTask.objects.open()
    if hidden := withheld_instances(viewer.standing):
        tasks = tasks.exclude(instance__in=hidden)
    others = tasks.exclude(assignee=viewer.person)
    places = sorted({scope for _, scope in viewer.standing.pairs})
    offered = [
        others.filter(addressed_to([pair for pair in viewer.standing.pairs if pair[1] == place]))
        for place in places
    ]
    if viewer.standing.stand_ins:
        own = addressed_to(viewer.standing.pairs)
        offered.append(others.filter(stood_in(viewer.standing)).exclude(own))
    return [tasks.filter(assignee=viewer.person), *offered]


def narrowed(branches: Sequence["QuerySet[UserTask]"], wanted: Q) -> list["QuerySet[UserTask]"]:
    return [branch.filter(wanted) for branch in branches]


def with_case(tasks: "QuerySet[UserTask]") -> "QuerySet[UserTask]":
    # The engine's state is large and no row of a list needs it.
    case = "instance__case"
    return tasks.select_related(
        "assignee", f"{case}__respondent", f"{case}__school", f"{case}__office", "instance__version"
    ).defer("instance__state", "instance__trail")


def _urgency(key: tuple[Any, ...]) -> tuple[Any, ...]:
    due, *rest = key
    return due or LATEST, *rest
