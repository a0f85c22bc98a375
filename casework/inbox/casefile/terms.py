"""Deadlines of cases as lists and figures tell them: what was due when, and whether it was done by then."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.calendar.models import Deadline
from casework.cases.models import Case

# The name under which a process keeps the day by which a plan must have been handed in.
FILING = "filing"
MET_WORDS = {
    "due": _("已到期"), "on_time": _("按期"), "extended": _("延期后按期"), "late": _("逾期完成"), "missing": _("逾期未完成"),
    "waiting": _("未到期"),
}  # fmt: skip
VERDICTS = tuple(MET_WORDS)


def first_terms(cases: QuerySet[Case], name: str) -> QuerySet[Deadline]:
    """The first deadline ``name`` of each of ``cases``: later ones are second chances.

    One that was set anew because nothing had been done by its day still counts with that day.
    """
    earlier = Deadline.objects.filter(holder=OuterRef("holder"), name=name, pk__lt=OuterRef("pk"))
    return Deadline.objects.filter(~Exists(earlier), name=name, holder__in=cases.order_by().values("pk"))


def verdict(name: str, now: datetime) -> Q:
    """Deadlines done in time (``extended``: of these, with more time granted), late, missing or still running.

    ``due`` are all but those that are running. ``late`` was done after its day, ``missing`` has not been done though
    the day is over.
    """
    done = Q(met_at__isnull=False)
    return {
        "due": done | Q(due_at__lt=now),
        "on_time": done & Q(met_at__lte=F("due_at")),
        "extended": done & Q(met_at__lte=F("due_at"), extended_by__gt=0),
        "late": done & Q(met_at__gt=F("due_at")),
        "missing": Q(met_at=None, due_at__lt=now),
        "waiting": Q(met_at=None, due_at__gte=now),
    }[name]


def cases_with(name: str, which: Q) -> Q:
    """Cases whose first deadline ``name`` is such as ``which`` says."""
    earlier = Deadline.objects.filter(holder=OuterRef("holder"), name=name, pk__lt=OuterRef("pk"))
    first = Deadline.objects.filter(which, ~Exists(earlier), name=name, holder=OuterRef("pk"))
    return Q(Exists(first))
