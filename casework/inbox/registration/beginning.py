"""Beginning a matter on the form of its process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.services import Beginning, NotOpened, beginnings
from casework.cases.services.starting import Reader
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation


class NothingToBegin(LookupError):
    """There is no such form, or the viewer holds none of its roles."""


def not_opened(failure: NotOpened) -> dict[str, list[str]]:
    """What the form says whose matter was not opened."""
    said = _("没有立案：%(cause)s。您填的内容都还在，请稍后再试或联系管理员。") % {"cause": failure}
    return {"": [said]}


def ways_to_begin(viewer: Viewer, process_id: str, form: str) -> list[Beginning]:
    """One for each version that the viewer's organisations take: several where some of them try a new one.

    Raises NothingToBegin.
    """
    found = [b for b in beginnings(viewer.standing) if b.key == (process_id, form)]
    if not found:
        raise NothingToBegin(process_id)
    return found


def offered(viewer: Viewer) -> list[Beginning]:
    """What the viewer may begin, each once, whatever versions of it his organisations take."""
    once: dict[tuple[str, str], Beginning] = {}
    for beginning in beginnings(viewer.standing):
        once.setdefault(beginning.key, beginning)
    return list(once.values())


@dataclass(frozen=True)
class Place:
    """An organisation for which the viewer may begin it, on ``beginning``'s version; ``tries`` it before others do."""

    organisation: Organisation
    beginning: Beginning
    tries: bool


def places_to_begin(ways: Sequence[Beginning]) -> list[Place]:
    """Every organisation of ``ways``, by code, in one statement."""
    of = {starter: beginning for beginning in ways for starter in beginning.starters}
    return [
        Place(one, of[str(one.pk)], str(one.pk) in of[str(one.pk)].version.pilots)
        for one in Organisation.objects.filter(pk__in=of).order_by("code")
    ]


def begin_form(
    viewer: Viewer,
    beginning: Beginning,
    starter: str,
    raw: Mapping[str, Any] | None = None,
    sentences: Mapping[str, list[str]] | None = None,
) -> StepForm:
    """Fresh without ``raw``, else come back with ``sentences``."""
    schema, context = beginning.form, _context(viewer, beginning, starter)
    return build_form(schema, context, restored_values(schema, context, raw), sentences)


def starters(beginning: Beginning) -> list[Organisation]:
    """The organisations for which the viewer may begin it."""
    return list(Organisation.objects.filter(pk__in=beginning.starters).order_by("code"))


def _context(viewer: Viewer, beginning: Beginning, starter: str) -> FormContext:
    reader = Reader(beginning, starter, viewer.now)
    return FormContext(evaluate=reader.evaluate, language=viewer.language, today=viewer.today)
