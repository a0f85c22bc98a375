"""A letter as it would be produced, with sample values; what only a case can say stands as its name in brackets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.changes.authoring.placeholders import SAMPLE, SAMPLE_CASE, SAMPLE_ROW
from casework.changes.authoring.wording import in_screen_words
from casework.letters.compose import Composer, compose
from casework.letters.pages import ShownLetter, shown
from documents.letters import LetterContent
from documents.letters.content import RowTooLong
from processes.feel import FeelFailure
from processes.letters import InvalidLetter, read_letter

SAMPLE_NUMBER = "文号由系统编"
_PLAIN = re.compile(r"[\w.]{1,40}")


@dataclass(frozen=True)
class LetterPreview:
    """``letter`` None where the definition cannot be read; ``faults`` are (part, sentence)."""

    letter: ShownLetter | None
    faults: list[tuple[str, str]]


class SampleComposer(Composer):
    """Says the name of what it cannot know; shows every part, whatever its condition."""

    def __init__(self, names: Mapping[str, Any], at: datetime, labels: Mapping[str, str]) -> None:
        super().__init__(names, at)
        self._labels = labels

    def rows(self, expression: str) -> list[Mapping[str, Any]]:
        return [SAMPLE_ROW]

    def _applies(self, condition: str) -> bool:
        return True

    def _value(self, expression: str, row: Mapping[str, Any] | None) -> Any:
        try:
            found = super()._value(expression, row)
        except FeelFailure:
            found = None
        return self._name_of(expression.strip()) if found in (None, "") else found

    def _name_of(self, written: str) -> str:
        called = self._labels.get(written) or (written if _PLAIN.fullmatch(written) else "由系统算出")
        return f"〔{called}〕"


def faults_of(key: str, content: str) -> list[tuple[str, str]]:
    try:
        read_letter(key, content.encode(errors="surrogatepass"))
    except InvalidLetter as invalid:
        return [(fault.field, in_screen_words(fault.message)) for fault in invalid.faults]
    return []


def letter_preview(key: str, content: str, labels: Mapping[str, str], *, at: datetime) -> LetterPreview:
    try:
        definition = read_letter(key, content.encode(errors="surrogatepass"))
        return LetterPreview(shown(sample(definition, labels, at=at)), [])
    except InvalidLetter:
        return LetterPreview(None, faults_of(key, content))
    except RowTooLong:
        return LetterPreview(None, [("", "表格的一行比列多。")])


def sample(definition: Mapping[str, Any], labels: Mapping[str, str], *, at: datetime) -> LetterContent:
    """The content with sample values, for the page and for Word. Raises RowTooLong."""
    today: date = at.date()
    case = {**SAMPLE_CASE, "opened_on": today, "source_label": "月度检查"}
    names = {**SAMPLE, "case": case, "today": today, "now": at, "findings": [SAMPLE_ROW]}
    composer = SampleComposer(names, at, labels)
    number = SAMPLE_NUMBER if definition.get("code") else ""
    return compose(definition, names, number=number, issued_on=today, at=at, composer=composer)
