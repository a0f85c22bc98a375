"""What is wrong with what somebody filled in, as sentences in the active language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext

from processes.forms.schema import Field

MOST = 100  # sentences about one field; whoever has more to mend begins with these


class FormRejected(Exception):
    """``errors`` maps a field name (or ``""`` for the whole form) to sentences in the active language."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(joined(errors))
        self.errors = errors


class Wrong(Exception):
    """One answer cannot be kept; each argument is a sentence."""

    @property
    def sentences(self) -> list[str]:
        return [str(sentence) for sentence in self.args]


def language() -> str:
    return get_language() or "zh"


def said(sentence: str, field: Field, **details: Any) -> str:
    """``sentence`` about ``field``, as the active language calls it."""
    return sentence % {"label": field.label.in_language(language()), **details}


def not_offered(field: Field) -> str:
    return said(gettext("“%(label)s”请从给出的选项中选择。"), field)


def joined(errors: Mapping[str, list[str]]) -> str:
    return gettext("；").join(sentence for sentences in errors.values() for sentence in sentences)


def first_of(sentences: Iterable[str]) -> list[str]:
    """As many as a person can take in, and how many more there are."""
    every = list(sentences)
    if len(every) <= MOST:
        return every
    return [*every[:MOST], gettext("还有 %(more)s 处问题，改好上面的再提交。") % {"more": len(every) - MOST}]
