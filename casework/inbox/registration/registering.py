"""Opens a case from the form of a new matter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from casework.cases.models import Case
from casework.cases.services.references import accept
from casework.findings.informants import keep_informant
from casework.findings.services import open_rectification
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values
from casework.inbox.registration.rights import offices
from casework.inbox.registration.schema import schema
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation
from processes import feel
from processes.forms import FormSchema


def registration_form(
    viewer: Viewer, raw: Mapping[str, Any] | None = None, sentences: Mapping[str, list[str]] | None = None
) -> StepForm:
    wanted, context = registration_schema(viewer), _context(viewer)
    return build_form(wanted, context, restored_values(wanted, context, raw), sentences)


def registration_schema(viewer: Viewer) -> FormSchema:
    return schema(offices(viewer.standing))


def register(raw: Mapping[str, Any], viewer: Viewer) -> Case:
    """Open the case that ``raw`` describes. Raises FormRejected; the office is one of the viewer's own."""
    own = offices(viewer.standing)
    values = accept(form=schema(own), raw=raw, evaluate=_context(viewer).evaluate, day=viewer.today).values
    office = next((o for o in own if str(o.pk) == values.get("office")), own[0])
    with transaction.atomic():
        case = _open(values, office, viewer)
        keep_informant(case=case, words=values.get("informant") or "", handler=viewer.person, at=viewer.now)
    return case


def _open(values: Mapping[str, Any], office: Organisation, viewer: Viewer) -> Case:
    return open_rectification(
        respondent=Organisation.objects.get(pk=values["respondent"]),
        office=office,
        source=values["source"],
        found_on=date.fromisoformat(values["found_on"]),
        findings=[{**row, "severity": int(row["severity"])} for row in values["findings"]],
        agreed=bool(values["agreed"]),
        by=viewer.person,
        at=viewer.now,
    )


def _context(viewer: Viewer) -> FormContext:
    def evaluate(text: str, values: Mapping[str, Any]) -> Any:
        context = {"today": viewer.today, **{name: feel.from_json(value) for name, value in values.items()}}
        return feel.parse(text).evaluate(context, at=viewer.now)

    return FormContext(evaluate=evaluate, language=viewer.language, today=viewer.today)
