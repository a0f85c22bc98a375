"""What may be proposed from a paper."""

from dataclasses import dataclass
from enum import StrEnum


class Fact(StrEnum):
    """What a paper may say of itself; dates as ISO 8601 or ``长期``, sums as plain decimals in yuan."""

    NUMBER = "number"
    HOLDER = "holder"
    ISSUER = "issuer"
    ISSUED_ON = "issued_on"
    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    AMOUNT = "amount"
    PERSONS = "persons"


@dataclass(frozen=True)
class Proposal:
    """``value`` for a fact, and ``excerpt``, the words of the paper in which it was found."""

    fact: Fact
    value: str
    excerpt: str
