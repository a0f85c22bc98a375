"""Beginning a matter on the form of its process."""

from collections.abc import Mapping
from typing import Any

from casework.cases.services import Beginning, beginnings
from casework.cases.services.starting import Reader
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values, starting_values
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation


class NothingToBegin(LookupError):
    """There is no such form, or the viewer holds none of its roles."""


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
    schema, context = beginning.form, _context(viewer, beginning, starter)
    if raw is None:
        return build_form(schema, context, starting_values(schema, context))
    return build_form(schema, context, restored_values(schema, context, raw), sentences)


def starters(beginning: Beginning) -> list[Organisation]:
    """The organisations for which the viewer may begin it."""
    return list(Organisation.objects.filter(pk__in=beginning.starters).order_by("code"))


def _context(viewer: Viewer, beginning: Beginning, starter: str) -> FormContext:
    reader = Reader(beginning, starter, viewer.now)
    return FormContext(evaluate=reader.form, language=viewer.language, today=viewer.today)
