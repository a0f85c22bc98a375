"""A form as people will fill it in, drawn by the code that draws it for them, with nothing behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from casework.changes.authoring.wording import in_screen_words
from casework.inbox.forms import FormContext, StepForm, build_form
from casework.inbox.forms.conditions import equality
from processes import feel, registry
from processes.feel import FeelFailure
from processes.forms import Field, FormSchema, InvalidForm, read_form

EMPTY_ROW: Mapping[str, Any] = {}


@dataclass(frozen=True)
class FormPreview:
    """``form`` None where the definition cannot be read; ``hidden`` are the fields that show on a condition only the
    server can tell: they are drawn all the same. ``faults`` are sentences by the name of the field, "" for the whole."""

    form: StepForm | None
    hidden: list[tuple[str, str]]
    faults: Mapping[str, list[str]]

    @property
    def sentences(self) -> list[tuple[str, str]]:
        return [(name, sentence) for name, found in self.faults.items() for sentence in found]


def faults_of(key: str, content: str) -> dict[str, list[str]]:
    """What the reader of forms says against it, in the screen's words, by field; nothing where it is in order."""
    try:
        read_form(key, content.encode(errors="surrogatepass"))
    except InvalidForm as invalid:
        return _grouped(invalid)
    return {}


def form_preview(key: str, content: str, *, at: datetime, language: str) -> FormPreview:
    try:
        schema = read_form(key, content.encode(errors="surrogatepass"))
    except InvalidForm as invalid:
        return FormPreview(None, [], _grouped(invalid))
    names = {field.name for field in schema.fields} | ({schema.decision.name} if schema.decision else set())
    waiting = [field for field in schema.fields if field.visible and equality(field.visible, names) is None]
    hidden = [(field.label.in_language(language), str(field.visible)) for field in waiting]
    context = FormContext(evaluate=Sample(at), language=language, today=at.date())
    form = build_form(_open(schema, waiting), context, _values(schema, context))
    return FormPreview(form, hidden, {})


class Sample:
    """Answers the form's FEEL from what stands in the form; what only a case knows is not known here."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self, expression: str, values: Mapping[str, Any]) -> Any:
        names = {"today": self._today, **{name: feel.from_json(value) for name, value in values.items()}}
        try:
            parsed = feel.parse(expression, names=frozenset(values))
            return parsed.evaluate(names, functions=registry.functions(), at=self._at)
        except FeelFailure:
            return None

    @property
    def _today(self) -> date:
        return self._at.date()


def _open(schema: FormSchema, waiting: list[Field]) -> FormSchema:
    fields = tuple(replace(f, visible=None) if f in waiting else f for f in schema.fields)
    return replace(schema, fields=fields)


def _values(schema: FormSchema, context: FormContext) -> dict[str, Any]:
    values = {f.name: context.answer(f.default, {}) for f in schema.fields if f.default is not None}
    return values | {f.name: [EMPTY_ROW] for f in schema.fields if f.type == "table"}


def _grouped(invalid: InvalidForm) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in invalid.faults:
        found.setdefault(fault.field, []).append(in_screen_words(fault.message))
    return found
