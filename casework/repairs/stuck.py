"""Cases that stand still: where somebody who sets cases right looks first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django.utils.translation import gettext as _

from casework.calendar.wording.dates import full_date
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.names import failed_step, name_in
from casework.inbox.viewer import Viewer
from casework.repairs.policies import repairable_cases
from processes.models import Incident, UserTask

LONGEST_LIST = 30
# Later than this, a step is no longer merely overdue: nobody seems to be there to do it.
LONG_OVERDUE = timedelta(days=7)


@dataclass(frozen=True)
class Stuck:
    case: Case
    why: str


def stuck_cases(viewer: Viewer) -> list[Stuck]:
    """One line a case: those with a failed automatic step, then those with a step long overdue; the oldest first."""
    found: dict[object, Stuck] = {}
    for one in [*_failed(viewer), *_overdue(viewer)]:
        found.setdefault(one.case.pk, one)
    return list(found.values())[:LONGEST_LIST]


def _failed(viewer: Viewer) -> Iterator[Stuck]:
    mine = repairable_cases(viewer.standing).values("instance")
    incidents = Incident.objects.open().filter(instance__in=mine).select_related("instance__case__office")
    incidents = incidents.select_related("instance__version").defer("instance__state", "instance__trail")
    for incident in incidents.order_by("happened_at", "pk")[:LONGEST_LIST]:
        since = full_date(local_date(incident.happened_at), viewer.language)
        said = _("自动步骤“%(step)s”从%(day)s起没有成功。")
        step = failed_step(incident, viewer.language)
        yield Stuck(incident.instance.case, said % {"step": step, "day": since})


def _overdue(viewer: Viewer) -> Iterator[Stuck]:
    mine = repairable_cases(viewer.standing).values("instance")
    late = UserTask.objects.open().filter(instance__in=mine, due_at__lt=viewer.now - LONG_OVERDUE)
    late = late.select_related("instance__case__office").defer("instance__state", "instance__trail")
    for task in late.order_by("due_at", "pk")[:LONGEST_LIST]:
        day = full_date(local_date(cast(datetime, task.due_at)), viewer.language)
        said = _("“%(step)s”应在%(day)s前办完，还没有办。")
        yield Stuck(task.instance.case, said % {"step": name_in(task, viewer.language), "day": day})
