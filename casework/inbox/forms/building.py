"""Builds the Django form of a schema, and says of each field whether it shows and is required."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from casework.inbox.forms.conditions import equality, typed
from casework.inbox.forms.context import FormContext
from casework.inbox.forms.fields import form_field, is_group
from casework.inbox.forms.options import Options
from processes.forms import Field, FormSchema
from processes.forms.conditions import names


@dataclass(frozen=True)
class Entry:
    """One field as the template lays it out; ``condition`` is what the page itself may watch."""

    bound: BoundField
    kind: str
    required: bool
    shown: bool
    condition: str
    note: str
    errors: list[str]
    clause: str
    grouped: bool


@dataclass(frozen=True)
class Button:
    """A decision: posting ``name=value``; ``tone`` is primary, danger or quiet."""

    name: str
    value: str
    label: str
    tone: str
    help: str


class StepForm(forms.Form):
    """A form whose fields come from a schema. It shows values and sentences; it checks nothing itself."""

    schema: FormSchema
    context: FormContext
    sentences: Mapping[str, list[str]]
    submit: str = ""

    @property
    def title(self) -> str:
        return self.schema.title.in_language(self.context.language)

    @property
    def help(self) -> str:
        return self.schema.help.in_language(self.context.language) if self.schema.help else ""

    def entries(self) -> Iterator[Entry]:
        state = Conditions.of(self.schema, self.context, self.initial or {})
        for wanted in self.schema.fields:
            decided = state.decided(wanted)
            yield Entry(
                bound=self[wanted.name],
                kind=wanted.type,
                required=state.requires(wanted),
                shown=state.may_show(wanted),
                condition="" if decided else str(equality(wanted.visible, state.names) or ""),
                note=self._note(state.showing(wanted)) if decided else "",
                # The cards of a checklist say it themselves, each what is wrong with it.
                errors=[] if wanted.type == "checklist" else list(self.sentences.get(wanted.name, [])),
                clause=wanted.clause,
                grouped=is_group(self.fields[wanted.name].widget),
            )

    @property
    def clause(self) -> str:
        return self.schema.clause

    def buttons(self) -> list[Button]:
        decision, language = self.schema.decision, self.context.language
        if decision is None:
            return [Button("", "", self.submit or _("提交"), "primary", "")]
        return [
            Button(decision.name, option.value, option.label.in_language(language), option.tone or "quiet",
                   option.help.in_language(language) if option.help else "")
            for option in decision.options
        ]  # fmt: skip

    def general(self) -> list[str]:
        """Sentences that belong to no field of the form."""
        return [s for name, sentences in self.sentences.items() if name not in self.fields for s in sentences]

    def problems(self) -> list[tuple[str, list[str]]]:
        """Every field with something wrong, for the list at the top: its id and its sentences."""
        return [
            (self[name].auto_id if name in self.fields else "", sentences)
            for name, sentences in self.sentences.items()
        ]

    def _note(self, decisions: list[str]) -> str:
        """A field cannot wait for the click that asks for it: it says for which it is, and what becomes of it otherwise."""
        buttons = self.buttons()
        if len(decisions) in (0, len(buttons)):
            return ""
        names = _("”或“").join(button.label for button in buttons if button.value in decisions)
        return _("选择“%(decision)s”时填写；选择别的，这里的内容不提交。") % {"decision": names}


@dataclass(frozen=True)
class Conditions:
    """What the conditions of a form say about the values that stand in it."""

    schema: FormSchema
    context: FormContext
    values: Mapping[str, Any]
    names: frozenset[str] = field(default_factory=frozenset)
    decision: str = ""

    @classmethod
    def of(cls, schema: FormSchema, context: FormContext, raw: Mapping[str, Any]) -> "Conditions":
        decision = schema.decision.name if schema.decision else ""
        values = typed(schema.fields, raw) | ({decision: raw.get(decision)} if decision else {})
        names = frozenset({f.name for f in schema.fields} | ({decision} if decision else set()))
        return cls(schema, context, values, names, decision)

    def shows(self, wanted: Field) -> bool:
        return wanted.visible is None or self.context.holds(wanted.visible, self.values)

    def requires(self, wanted: Field) -> bool:
        """What depends on the decision cannot be marked before the click; the help says it in words."""
        if isinstance(wanted.required, str) and self._asks_decision(wanted.required):
            return False
        return self.context.holds(wanted.required, self.values)

    def decided(self, wanted: Field) -> bool:
        """Whether the decision has a say in showing the field, so that it cannot be known before the click."""
        return bool(wanted.visible and self._asks_decision(wanted.visible))

    def _asks_decision(self, condition: str) -> bool:
        """The decision of this form, not that of an earlier one (``feedback.outcome``)."""
        return bool(self.decision) and names(condition, self.decision)

    def showing(self, wanted: Field) -> list[str]:
        """The decisions with which the field shows, as the answers stand now."""
        options = self.schema.decision.options if self.schema.decision else ()
        return [
            option.value
            for option in options
            if self.context.holds(wanted.visible, {**self.values, self.decision: option.value})
        ]

    def may_show(self, wanted: Field) -> bool:
        return bool(self.showing(wanted)) if self.decided(wanted) else self.shows(wanted)

    def hidden(self) -> list[str]:
        """Names of the fields that do not show now, whatever is decided."""
        return [f.name for f in self.schema.fields if not self.may_show(f)]

    def required(self) -> list[str]:
        return [f.name for f in self.schema.fields if self.requires(f)]


def build_form(
    schema: FormSchema,
    context: FormContext,
    values: Mapping[str, Any],
    sentences: Mapping[str, list[str]] | None = None,
) -> StepForm:
    """The form showing ``values`` (as posted) and ``sentences`` by field name ("" is the whole form)."""
    options = Options(context)
    fields = {
        f.name: form_field(f, options, values, sentences=bool((sentences or {}).get(f.name)))
        for f in schema.fields
    }
    form: StepForm = type("StepForm", (StepForm,), fields)(initial=dict(values), label_suffix="")
    form.schema, form.context, form.sentences = schema, context, sentences or {}
    return form
