"""How schools are drawn, published so that anybody can draw again: Python's standard library, whole numbers only.

    python3 redraw.py draw.json

``draw.json`` is what the page of a draw offers: the seed, how many are wanted, how many of them are owed to schools not
seen this term, and every school of the pool with its points (in hundredths) and whether it is due for another visit.
The places are filled one after another:

1.  The pool stands in order of the schools' codes.
2.  First come the schools that are due, then the places that are still owed to schools not yet seen this term
    (guarantee). Of the places left, one fifth, rounded half up, is pure chance and comes last; those between are
    drawn by risk.
3.  For the place ``n`` (from 1) the ticket is the SHA-256 of ``seed|n`` in UTF-8, read as one whole number, modulo the
    sum of the weights of the schools that may still be drawn. A school weighs its points, one for pure chance, and
    one where nobody has points. The schools are passed in order; the first whose weights up to and with it exceed the
    ticket is drawn, and is not drawn again.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

GUARANTEE, RISK, CHANCE = "guarantee", "risk", "chance"


class Entry(NamedTuple):
    """A school of the pool; ``score`` counts hundredths of a point; one that is ``due`` must be visited again."""

    code: str
    score: int
    seen: bool
    due: bool = False


class Pick(NamedTuple):
    code: str
    how: str


class NotAPool(ValueError):
    """Two schools of one code, or points below nothing."""


def draw(pool: Sequence[Entry], *, wanted: int, owed: int, seed: str) -> list[Pick]:
    """Schools in the order in which they are drawn; fewer than wanted where the pool is smaller. Raises NotAPool."""
    left = sorted(pool)
    if len({entry.code for entry in left}) < len(left) or any(entry.score < 0 for entry in left):
        raise NotAPool
    picks: list[Pick] = []
    for how in _places(left, wanted, owed):
        may = _guaranteed(left) if how == GUARANTEE else left
        found = _drawn(may, how, seed, len(picks) + 1)
        left.remove(found)
        picks.append(Pick(found.code, how))
    return picks


def _places(pool: Sequence[Entry], wanted: int, owed: int) -> list[str]:
    """How each place is filled, in order."""
    due = sum(1 for entry in pool if entry.due)
    already = sum(1 for entry in pool if entry.due and not entry.seen)
    unseen = sum(1 for entry in pool if not entry.due and not entry.seen)
    guaranteed = due + min(max(owed - already, 0), unseen)
    others = max(min(wanted, len(pool)) - guaranteed, 0)
    by_chance = (others * 2 + 5) // 10
    return [GUARANTEE] * guaranteed + [RISK] * (others - by_chance) + [CHANCE] * by_chance


def _guaranteed(left: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in left if entry.due] or [entry for entry in left if not entry.seen]


def _drawn(may: Sequence[Entry], how: str, seed: str, place: int) -> Entry:
    weights = [1 if how == CHANCE else entry.score for entry in may]
    if sum(weights) == 0:
        weights = [1] * len(may)
    ticket = int(hashlib.sha256(f"{seed}|{place}".encode()).hexdigest(), 16) % sum(weights)
    reached = 0
    for entry, weight in zip(may, weights, strict=True):
        reached += weight
        if ticket < reached:
            return entry
    raise AssertionError(place)  # the ticket is below the sum


def redraw(kept: dict[str, Any]) -> list[Pick]:
    """Draw again what a file says. Raises KeyError, TypeError, NotAPool for what is no such file."""
    pool = [Entry(row["code"], row["score"], row["seen"], row["due"]) for row in kept["pool"]]
    return draw(pool, wanted=kept["wanted"], owed=kept["owed"], seed=kept["seed"])


def agrees(kept: dict[str, Any]) -> bool:
    """Whether drawing again gives the schools that the file says were drawn."""
    return [[pick.code, pick.how] for pick in redraw(kept)] == [[r["code"], r["how"]] for r in kept["drawn"]]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        content = json.load(file)
    for number, pick in enumerate(redraw(content), 1):
        sys.stdout.write(f"{number} {pick.code} {pick.how}\n")
    sys.stdout.write("一致\n" if agrees(content) else "不一致\n")
