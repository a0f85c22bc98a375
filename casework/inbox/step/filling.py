"""The form of a step as it stands: fresh, restored from the draft, or come back with sentences."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from casework.inbox.casefile.attachments import attached_to
from casework.inbox.forms import FormContext, SheetPlaces, StepForm, build_form, restored_values
from casework.inbox.step.drafts import draft_of
from casework.inbox.step.loading import Step


def context_of(step: Step) -> FormContext:
    return FormContext(
        evaluate=step.opened.evaluate,
        language=step.viewer.language,
        today=step.viewer.today,
        upload_url=reverse("cases:upload", args=[step.case.pk]),
        attached=lambda ids: attached_to(step.case, ids),
        sheets=lambda name: SheetPlaces(
            reverse("inbox:sheet", args=[step.task.pk, name]),
            reverse("inbox:import_sheet", args=[step.task.pk, name]),
        ),
    )


def raw_of(step: Step) -> dict[str, Any]:
    """The draft where the viewer has one, else what the definition says to begin with."""
    return restored_values(step.schema, context_of(step), draft_of(step))


def fresh_form(step: Step) -> StepForm:
    return build_form(step.schema, context_of(step), raw_of(step))


def returned_form(step: Step, raw: Mapping[str, Any], sentences: Mapping[str, list[str]]) -> StepForm:
    context = context_of(step)
    return build_form(step.schema, context, restored_values(step.schema, context, raw), sentences)
