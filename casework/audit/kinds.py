"""The sentence that the timeline says for each kind of event. Every app registers its own at start-up."""

from collections import defaultdict
from dataclasses import dataclass

from casework.audit.models import Event


@dataclass(frozen=True)
class Kind:
    """``{by}``, ``{on_behalf}`` and the keys of the payload are filled into the sentences."""

    code: str
    zh: str
    en: str


_registered: dict[str, Kind] = {}


class KindAlreadyRegistered(Exception):
    """Two apps claim one code."""


def register(code: str, zh: str, en: str) -> None:
    """Say how events of ``code`` read. The same words may come twice, others raise KindAlreadyRegistered."""
    kind = Kind(code, zh, en)
    if _registered.setdefault(code, kind) != kind:
        raise KindAlreadyRegistered(code)


def registered() -> list[str]:
    """Every code that has words, in order."""
    return sorted(_registered)


def sentence(event: Event, language: str) -> str:
    """What happened, in English for ``en…``, in Chinese for any other; the code if nobody named it."""
    kind = _registered.get(event.kind)
    if kind is None:
        return event.kind
    template, nobody = (kind.en, "The system") if language.startswith("en") else (kind.zh, "系统")
    details = {key: "" if value is None else value for key, value in event.payload.items()}
    words = {**details, "by": event.by_name or nobody, "on_behalf": event.on_behalf}
    return template.format_map(defaultdict(str, words))
