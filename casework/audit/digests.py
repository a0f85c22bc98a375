"""The hash that chains events; every row names its algorithm, so that another one can follow later."""

import hashlib

ALGORITHM = "sha256"
ACCEPTED = frozenset({"sha256", "sm3"})
# What the first event of a chain follows.
GENESIS = "0" * 64


class UnknownAlgorithm(ValueError):
    """A row names a hash that is not accepted here."""


def digest(algorithm: str, previous: str, canonical: str) -> str:
    """Hexadecimal hash over the previous digest and the canonical text. Raises UnknownAlgorithm."""
    if algorithm not in ACCEPTED:
        raise UnknownAlgorithm(algorithm)
    return hashlib.new(algorithm, previous.encode() + canonical.encode()).hexdigest()
