"""How alike two texts are: the share of character sequences that they have in common.

Exact and without chance: the same two texts always give the same percent, whoever asks.
"""

import unicodedata
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

SHINGLE = 3  # characters


def shingles(text: str, *, without: Collection[str] = ()) -> frozenset[str]:
    """Every sequence of three letters or digits; ``without`` are words (names of the writer) that do not count."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    for word in sorted(without, key=len, reverse=True):
        plain = plain.replace(word.casefold(), "")
    letters = "".join(sign for sign in plain if sign.isalnum())
    if len(letters) < SHINGLE:
        return frozenset({letters} - {""})
    return frozenset(letters[place : place + SHINGLE] for place in range(len(letters) - SHINGLE + 1))


def percent(one: frozenset[str], other: frozenset[str]) -> Decimal:
    """Jaccard: of all the sequences, how many both have, in percent with one decimal; 0 for two empty texts."""
    together = len(one | other)
    if not together:
        return Decimal("0.0")
    share = Decimal(100 * len(one & other)) / together
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)
