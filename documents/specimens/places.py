"""Which places of a specimen are marked, in the order of their numbers."""

from documents.catalogue import DocumentType

# Where a paper has no facts: that somebody stands for it.
SIGNATURE, DATE = "signature", "date"
# As on paper: the number at the top, what it is about, how long it holds, and at the foot who gave it and when.
_ORDER = (
    "number", "holder", "scope", "persons", "amount", "valid_from", "valid_to", "issuer", "issued_on",
)  # fmt: skip


def places(kind: DocumentType) -> tuple[str, ...]:
    """Names of facts, or SIGNATURE and DATE for a type that declares none. The first one bears the number 1."""
    return tuple(fact for fact in _ORDER if fact in kind.facts) or (SIGNATURE, DATE)


def top(kind: DocumentType) -> tuple[str, ...]:
    return tuple(place for place in places(kind) if place == "number")


def foot(kind: DocumentType) -> tuple[str, ...]:
    return tuple(place for place in places(kind) if place in {"issuer", "issued_on", SIGNATURE, DATE})


def body(kind: DocumentType) -> tuple[str, ...]:
    return tuple(place for place in places(kind) if place not in {*top(kind), *foot(kind)})
