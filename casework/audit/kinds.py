"""The sentence that the timeline says for each kind of event. Every app registers its own at start-up."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.audit.models import Event

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Kind:
    """``{by}``, ``{on_behalf}`` and the keys of the payload are filled into the sentences.

    ``name_zh`` and ``name_en`` name the kind itself, for lists. A key of the payload with ``_en`` behind it is what
    the English sentence says in place of the key.
    """

    code: str
    zh: str
    en: str
    name_zh: str = ""
    name_en: str = ""


_registered: dict[str, Kind] = {}


class KindAlreadyRegistered(Exception):
    """Two apps claim one code."""


def register(code: str, zh: str, en: str, *, name: tuple[str, str] = ("", "")) -> None:
    """Say how events of ``code`` read. The same words may come twice, others raise KindAlreadyRegistered."""
    kind = Kind(code, zh, en, *name)
    if _registered.setdefault(code, kind) != kind:
        raise KindAlreadyRegistered(code)


def registered() -> list[str]:
    """Every code that has words, in order."""
    return sorted(_registered)


def name(code: str, language: str) -> str:
    """What events of this kind are called in lists; the code if nobody named it."""
    kind = _registered.get(code)
    if kind is None:
        return code
    return (kind.name_en if language.startswith("en") else kind.name_zh) or code


def sentence(event: Event, language: str) -> str:
    """What happened, in English for ``en…``, in Chinese for any other; the code if nobody named it."""
    kind = _registered.get(event.kind)
    if kind is None:
        return event.kind
    english = language.startswith("en")
    template, nobody = (kind.en, "The system") if english else (kind.zh, "系统")
    details = _details(event.payload, english)
    words = {**details, "by": actor(event, language) or nobody, "on_behalf": event.on_behalf}
    return template.format_map(defaultdict(str, words))


def actor(event: Event, language: str) -> str:
    """Who did it, and in whose place: 李四（代张三）. Empty for what nobody did."""
    if not event.on_behalf:
        return event.by_name
    said = "{} (for {})" if language.startswith("en") else "{}（代{}）"
    return said.format(event.by_name, event.on_behalf)


def _details(payload: Mapping[str, Any], english: bool) -> dict[str, Any]:
    details = {key: _said(value, english) for key, value in payload.items()}
    if english:
        details |= {key: details[f"{key}_en"] for key in payload if details.get(f"{key}_en")}
    return details


def _said(value: Any, english: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}" if english else f"{day.year}年{day.month}月{day.day}日"
    return value
