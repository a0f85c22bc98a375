"""A letter as it would be produced, with sample values; what only a case can say stands as its name in brackets."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.changes.authoring.samples import sample_names, sample_row
from casework.changes.authoring.wording import in_screen_words
from casework.letters.compose import Composer, compose
from casework.letters.pages import ShownLetter, shown
from documents.letters import LetterContent
from documents.letters.content import RowTooLong
from processes.feel import FeelFailure
from processes.letters import InvalidLetter, read_letter

_PLAIN = re.compile(r"[\w.]{1,40}")
_DATE = re.compile(r"date text\(([\w.]{1,40})\)")


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
        return [sample_row(self._at)]

    def _applies(self, condition: str) -> bool:
        return True

    def _value(self, expression: str, row: Mapping[str, Any] | None) -> Any:
        try:
            found = super()._value(expression, row)
        except FeelFailure:
            found = None
        if isinstance(found, Mapping):
            found = found.get("name")
        if found == "" and expression.strip().startswith("if "):
            return found
        # A column that has the name of a function is not that function.
        is_value = isinstance(found, str | Decimal | date | bool | list) and found not in ("", [])
        return found if is_value else self._name_of(expression.strip())

    def _name_of(self, written: str) -> str:
        inner = _DATE.fullmatch(written)
        plain = inner[1] if inner else written
        called = self._labels.get(written) or self._labels.get(plain)
        return f"〔{called or (plain if _PLAIN.fullmatch(plain) else '由系统算出')}〕"


def faults_of(key: str, content: str) -> list[tuple[str, str]]:
    try:
        read_letter(key, content.encode(errors="surrogatepass"))
    except InvalidLetter as invalid:
        return [(fault.field, in_screen_words(fault.message)) for fault in invalid.faults]
    return []


def letter_preview(
    key: str, content: str, labels: Mapping[str, str], *, at: datetime, scenarios: Iterable[str] = ()
) -> LetterPreview:
    try:
        definition = read_letter(key, content.encode(errors="surrogatepass"))
        return LetterPreview(shown(sample(definition, labels, at=at, scenarios=scenarios)), [])
    except InvalidLetter:
        return LetterPreview(None, faults_of(key, content))
    except RowTooLong:
        return LetterPreview(None, [("", "表格的一行比列多。")])


def sample(
    definition: Mapping[str, Any], labels: Mapping[str, str], *, at: datetime, scenarios: Iterable[str] = ()
) -> LetterContent:
    """The content with sample values, for the page and for Word. Raises RowTooLong."""
    names = sample_names(at=at, scenarios=scenarios)
    composer = SampleComposer(names, at, labels)
    number = f"{definition['code']}〔{at.year}〕1号" if definition.get("code") else ""
    return compose(definition, names, number=number, issued_on=at.date(), at=at, composer=composer)
