"""An action that the diagram offers, and its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.policies import is_withheld
from casework.cases.services.actions import Offer, offered_actions, over
from casework.inbox.casefile.attachments import attached_to
from casework.inbox.casefile.loading import instance_of
from casework.inbox.forms import FormContext, StepForm, build_form, restored_values
from casework.inbox.step.no_more import NoMore
from casework.inbox.viewer import Viewer
from processes.forms import FormSchema, Text
from processes.services import definition_of, environment_of
from processes.vocabulary import Action


@dataclass(frozen=True)
class Acting:
    case: Case
    offer: Offer
    schema: FormSchema
    viewer: Viewer

    @property
    def action(self) -> Action:
        return self.offer.action

    @property
    def instead_of(self) -> str:
        return self.offer.instead_of

    @property
    def label(self) -> str:
        return Text(self.action.label, self.action.label_en).in_language(self.viewer.language)


def load_action(case: Case, message: str, viewer: Viewer) -> Acting:
    """Raises NotAllowed for what is not offered to the viewer now, Http404 for a case without a process."""
    instance = instance_of(case)
    offered = offered_actions(instance=instance, standing=viewer.standing, by=viewer.person, at=viewer.now)
    offer = offered.require(message)
    return Acting(case, offer, schema_of(case, offer.action), viewer)


def schema_of(case: Case, action: Action) -> FormSchema:
    """What the action asks for; an empty form where it asks for nothing."""
    nothing = FormSchema(action.form or "", Text(action.label, action.label_en), None, (), None)
    forms = definition_of(instance_of(case).version).forms
    return forms.get(action.form or "", nothing)


def action_of(case: Case, message: str) -> Action:
    """As the diagram of the case has it, whether it is offered now or not. Raises Http404."""
    for element in definition_of(instance_of(case).version).elements():
        if element.action is not None and element.action.message == message:
            return element.action
    raise Http404


def lapsed_action(case_id: UUID, message: str, viewer: Viewer) -> tuple[Case, Action, NoMore] | None:
    """For what is sent in after the delegation under which it was offered has ended and the case is hidden again."""
    case = Case.objects.select_related("instance__version").filter(pk=case_id).first()
    if case is None or case.instance is None or is_withheld(case, viewer.standing):
        return None
    action = action_of(case, message)
    sentence = over(case=case, action=action, standing=viewer.standing)
    return (case, action, NoMore(_("委托已经结束"), sentence)) if sentence else None


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
