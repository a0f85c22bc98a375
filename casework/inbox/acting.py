"""An action that the diagram offers, and its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from casework.cases.models import Case
from casework.cases.services.actions import offered_actions
from casework.inbox.casefile.attachments import attached_to
from casework.inbox.casefile.loading import instance_of
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values
from casework.inbox.viewer import Viewer
from processes.forms import FormSchema, Text
from processes.services import definition_of, environment_of
from processes.vocabulary import Action


@dataclass(frozen=True)
class Acting:
    case: Case
    action: Action
    schema: FormSchema
    viewer: Viewer

    @property
    def label(self) -> str:
        return Text(self.action.label, self.action.label_en).in_language(self.viewer.language)


def load_action(case: Case, message: str, viewer: Viewer) -> Acting:
    """Raises NotAllowed for what is not offered to the viewer now, Http404 for a case without a process."""
    instance = instance_of(case)
    offered = offered_actions(instance=instance, standing=viewer.standing, by=viewer.person, at=viewer.now)
    action = offered.require(message)
    forms = definition_of(instance.version).forms
    nothing = FormSchema(action.form or "", Text(action.label, action.label_en), None, (), None)
    return Acting(case, action, forms.get(action.form or "", nothing), viewer)


def acting_form(
    acting: Acting, raw: Mapping[str, Any] | None, sentences: Mapping[str, list[str]] | None = None
) -> StepForm:
    """The form of the action: fresh without ``raw``, else come back with ``sentences``."""
    context, schema = _context(acting), acting.schema
    form = build_form(schema, context, restored_values(schema, context, raw), sentences)
    form.submit = acting.label
    return form


def _context(acting: Acting) -> FormContext:
    instance = instance_of(acting.case)
    environment = environment_of(instance, at=acting.viewer.now, by=acting.viewer.person)
    return FormContext(
        evaluate=environment.evaluate,
        language=acting.viewer.language,
        today=acting.viewer.today,
        upload_url=reverse("cases:upload", args=[acting.case.pk]),
        attached=lambda ids: attached_to(acting.case, ids),
    )
