"""A checklist as one card for each item: four large answers, what was seen, and photos."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from casework.inbox.forms.context import Attached, FormContext
from casework.inbox.forms.widgets import ManyChoices, UploadSlot
from casework.inbox.wording.results import result_names
from processes.forms import Field, Item
from processes.forms.checklists import MAXIMUM_FACT, SHORT, Answer, answers_of, begun_checklist, faults_of
from processes.forms.faults import Wrong
from processes.forms.scoring import checklist_score


@dataclass(frozen=True)
class Card:
    """One item; ``name`` begins the names of its inputs. ``opens`` where more than the result is asked or was said."""

    name: str
    code: str
    text: str
    weight: int
    red: bool
    clause: str
    result: str
    choices: list[tuple[str, str, str]]
    fact: str
    slot: str
    opens: bool
    errors: list[str]

    @property
    def is_short(self) -> bool:
        return self.result in SHORT


@dataclass(frozen=True)
class Section:
    title: str
    cards: list[Card]


class ChecklistInput(forms.Widget):
    """With ``marks`` each item that is not in order says so. Inputs are named ``field-code-result``, ``-fact``, ``-photos``."""

    template_name = "inbox/form/checklist.html"

    def __init__(self, field: Field, context: FormContext, *, marks: bool) -> None:
        super().__init__()
        self.field, self.context, self.marks = field, context, marks

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        answers = self._answers(value)
        known = self.context.attached(_photos(answers.values()))
        faults = self._faults(answers)
        sections = [
            Section(
                group.title.in_language(self.context.language),
                [self._card(name, item, answers[item.code], known, faults) for item in group.items],
            )
            for group in self.field.groups
        ]
        begun = begun_checklist(self.field, list(answers_as_lines(answers)))
        context["widget"] |= {
            "sections": sections,
            "count": len(begun),
            "open": sum(item["result"] is None for item in begun),
            "score": checklist_score(begun),
            "most": MAXIMUM_FACT,
        }
        return context

    def _answers(self, value: Any) -> Mapping[str, Answer]:
        """What cannot be read at all counts as nothing: the sentence about it stands above."""
        try:
            return answers_of(self.field, value)
        except Wrong:
            return answers_of(self.field, None)

    def _faults(self, answers: Mapping[str, Answer]) -> dict[str, list[str]]:
        if not self.marks:
            return {}
        asked = self.field.required is not False
        missing = {
            code: [_("请评定这一项。")]
            for code, answer in answers.items()
            if asked and not answer.get("result")
        }
        return missing | faults_of(self.field, answers)

    def _card(
        self,
        name: str,
        item: Item,
        answer: Answer,
        known: Mapping[str, Attached],
        faults: Mapping[str, list[str]],
    ) -> Card:
        prefix, result = f"{name}-{item.code}", str(answer.get("result") or "")
        photos = list(answer.get("photos") or [])
        slot = self._slot(known)
        return Card(
            name=prefix,
            code=item.code,
            text=item.text.in_language(self.context.language),
            weight=item.weight,
            red=item.red,
            clause=item.clause,
            result=result,
            choices=[(value, label, hint) for value, label, hint in result_names()],
            fact=str(answer.get("fact") or ""),
            slot=slot.render(f"{prefix}-photos", photos),
            opens=bool(result in SHORT or answer.get("fact") or photos),
            errors=faults.get(item.code, []),
        )

    def _slot(self, known: Mapping[str, Attached]) -> forms.Widget:
        if self.context.stand_ins is not None:
            return ManyChoices(choices=self.context.stand_ins(self.field))
        return UploadSlot(
            url=self.context.upload_url,
            multiple=True,
            document_type=self.field.document_type or "",
            attached=known,
        )


def answers_as_lines(answers: Mapping[str, Answer]) -> Iterable[dict[str, Any]]:
    return ({**answer, "code": code} for code, answer in answers.items())


def _photos(answers: Iterable[Answer]) -> list[str]:
    return [key for answer in answers for key in answer.get("photos") or []]
