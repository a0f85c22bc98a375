"""From the texts of diagrams, tables, forms and letters to the clauses that they quote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.policy.models import Clause, PolicyDocument
from casework.policy.quoting import Quote, Quoting


@dataclass(frozen=True)
class Cited:
    """A clause that a text quotes; ``words`` are those of the clause that the text repeats, if it does."""

    clause: Clause
    words: str = ""

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The clause's text in pieces, and whether each is what was repeated."""
        parts, rest = [], self.clause.text
        for words in filter(None, self.words.split("……")):
            before, found, after = rest.partition(words)
            if found:
                parts += [(before, False), (found, True)]
                rest = after
        return [part for part in (*parts, (rest, False)) if part[0]]


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
        tuple(Cited(clauses[quote], quote.words) for quote in quotes if quote in clauses),
        tuple(quote for quote in quotes if quote not in clauses),
    )
