"""Beginning a matter on the form of its process."""

from collections.abc import Mapping
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


def beginning_of(viewer: Viewer, process_id: str, form: str) -> Beginning:
    """Raises NothingToBegin."""
    found = next((b for b in beginnings(viewer.standing) if b.key == (process_id, form)), None)
    if found is None:
        raise NothingToBegin(process_id)
    return found


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
