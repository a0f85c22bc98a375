"""From the texts of diagrams, tables, forms and letters to the clauses that they quote."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.policy.models import Clause, PolicyDocument
from casework.policy.quoting import Quote, Quoting


@dataclass(frozen=True)
class Cited:
    """A clause that texts quote; ``words`` are those of the clause that they repeat, if they do, with …… for a gap."""

    clause: Clause
    words: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The clause's text in pieces, and whether each is what was repeated."""
        wanted = {piece for words in self.words for piece in words.split("……") if piece}
        if not wanted:
            return [(self.clause.text, False)]
        longest_first = sorted(map(re.escape, wanted), key=len, reverse=True)
        pieces = re.split(f"({'|'.join(longest_first)})", self.clause.text)
        return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def once_each(cited: Iterable[Cited]) -> tuple[Cited, ...]:
    """Each clause once, in order, with all of the words that are repeated of it."""
    words: dict[Clause, dict[str, None]] = {}
    for one in cited:
        words.setdefault(one.clause, {}).update(dict.fromkeys(one.words))
    return tuple(Cited(clause, tuple(said)) for clause, said in words.items())


@dataclass(frozen=True)
class Resolved:
    """``missing`` are quotations of registered documents that have no such clause."""

    cited: tuple[Cited, ...] = ()
    missing: tuple[Quote, ...] = ()


def resolve(texts: Iterable[str]) -> Mapping[str, Resolved]:
    """What each of ``texts`` quotes, in two statements for all of them, or one where none quotes anything."""
    wanted = list(dict.fromkeys(texts))
    documents = _documents() if any(wanted) else {}
    quoting = Quoting(documents)
    quotes = {text: quoting.quotes(text) for text in wanted}
    clauses = _clauses({quote for found in quotes.values() for quote in found}, documents)
    return {text: _resolved(found, clauses) for text, found in quotes.items()}


def _documents() -> dict[str, PolicyDocument]:
    """By every name that a text may call them."""
    found = PolicyDocument.objects.exclude(short_name="")
    return {name: document for document in found for name in (document.short_name, document.title)}


def _clauses(quotes: set[Quote], documents: Mapping[str, PolicyDocument]) -> Mapping[Quote, Clause]:
    if not quotes:
        return {}
    pks = {documents[quote.name].pk for quote in quotes}
    rows = Clause.objects.filter(document__in=pks, place__in={quote.place for quote in quotes})
    known = {(row.document_id, row.place): row for row in rows.select_related("document")}
    keys = {quote: (documents[quote.name].pk, quote.place) for quote in quotes}
    return {quote: known[key] for quote, key in keys.items() if key in known}


def _resolved(quotes: list[Quote], clauses: Mapping[Quote, Clause]) -> Resolved:
    return Resolved(
        once_each(
            Cited(clauses[quote], (quote.words,) if quote.words else ())
            for quote in quotes
            if quote in clauses
        ),
        tuple(quote for quote in quotes if quote not in clauses),
    )
