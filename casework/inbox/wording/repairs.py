"""What becomes of an automatic step that failed, in one sentence."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.inbox.viewer import Viewer
from casework.inbox.wording.days import moment_text
from casework.inbox.wording.people import person_text
from processes.models import Incident
from processes.services import AUTOMATIC_TRIES


def what_happens_next(incident: Incident, viewer: Viewer) -> str:
    """``10:35 自动重试，第 2 次，共 4 次``, or who deals with it."""
    if incident.next_try_at is not None:
        numbers = {"n": min(incident.automatic_tries + 1, AUTOMATIC_TRIES), "all": AUTOMATIC_TRIES}
        when = _clock(incident.next_try_at, viewer)
        return _("%(when)s 自动重试，第 %(n)s 次，共 %(all)s 次") % {"when": when, **numbers}
    if incident.taken_by is not None:
        return _("%(person)s 正在处理，系统不再自动重试") % {"person": person_text(incident.taken_by)}
    if incident.automatic_tries:
        return _("自动重试 %(n)s 次都没有成功，等人处理") % {"n": incident.automatic_tries}
    return _("系统不会自动重试，等人处理")


def settled_in_words(incident: Incident, viewer: Viewer) -> str:
    """Who settled it, how and when; why, where a step was left out."""
    at = moment_text(incident.resolved_at or incident.last_tried_at, viewer.language, year=viewer.today.year)
    by = person_text(incident.resolved_by) if incident.resolved_by else _("系统")
    words = {"at": at, "by": by}
    if incident.resolution == Incident.Resolution.GIVEN_BACK:
        return _("%(at)s 由%(by)s退回重办") % words
    if incident.resolution == Incident.Resolution.REROUTED:
        return _("%(at)s 由%(by)s确认修正路径，案件从新的位置继续办理") % words
    if incident.resolution == Incident.Resolution.SKIPPED:
        return _("%(at)s 由%(by)s跳过，案件继续办理") % words
    return _("%(at)s 由%(by)s重做成功，案件继续办理") % words


def _clock(moment: datetime, viewer: Viewer) -> str:
    local = timezone.localtime(moment)
    if local.date() == viewer.today:
        return f"{local:%H:%M}"
    return moment_text(moment, viewer.language, year=viewer.today.year)
