"""One thing that a step or a case rests on, as it is shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from casework.policy.codes import without_codes
from casework.policy.resolving import Cited, once_each, resolve

# How the tables refer to public sources and open questions: of no use to who reads a case.
_SOURCES = re.compile(r"[（(]?\b[XG]-?\d+(?:[、–-]+[XG]?-?\d+)*[）)]?[：:]?", re.ASCII)


@dataclass(frozen=True)
class ParameterRead:
    """A parameter as a decision read it, and where its value came from then."""

    code: str
    title: str
    value: str
    source: str
    demonstration: bool


@dataclass(frozen=True)
class Ground:
    """``is_clause``: the words of a regulation, not ours. ``rests_on`` are texts that it gives besides; ``cited`` the
    registered clauses that all of them quote."""

    title: str
    text: str
    is_clause: bool = True
    rests_on: tuple[str, ...] = ()
    parameters: tuple[ParameterRead, ...] = ()
    cited: tuple[Cited, ...] = ()

    @property
    def said(self) -> str:
        """What it rests on besides, in one line: each piece once, clauses that stand below as a whole left out."""
        shown = {f"{one.clause.document.short_name}{one.clause.place}" for one in self.cited}
        pieces = (_SOURCES.sub("", piece).strip() for text in self.rests_on for piece in text.split("；"))
        return "；".join(piece for piece in dict.fromkeys(pieces) if piece and piece not in shown)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.text, *self.rests_on) if self.is_clause else self.rests_on


def with_clauses(found: Iterable[Ground], language: str) -> list[Ground]:
    """Each once, with the clauses that its texts quote, in two statements; parameters are called by their names."""
    grounds = list(dict.fromkeys(found))
    resolved = resolve(text for ground in grounds for text in ground.texts)
    return [
        replace(
            ground,
            text=without_codes(ground.text, language),
            rests_on=tuple(without_codes(text, language) for text in ground.rests_on),
            cited=once_each(cited for text in ground.texts for cited in resolved[text].cited),
        )
        for ground in grounds
    ]
