"""The drawing itself: what it promises for any pool, any seed."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.sampling import redraw
from casework.sampling.redraw import CHANCE, GUARANTEE, RISK, Entry, NotAPool, draw

codes = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
entries = st.builds(Entry, codes, st.integers(0, 5_000), st.booleans(), st.booleans())
pools = st.lists(entries, unique_by=lambda entry: entry.code, max_size=30)
numbers = st.integers(0, 40)
seeds = st.text(max_size=40)


@given(pools, numbers, numbers, seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_pool_does_not_matter_and_no_school_is_drawn_twice(
    pool: list[Entry], wanted: int, owed: int, seed: str, chance: Any
) -> None:
    drawn = draw(pool, wanted=wanted, owed=owed, seed=seed)
    chance.shuffle(pool)
    assert draw(pool, wanted=wanted, owed=owed, seed=seed) == drawn
    assert len({pick.code for pick in drawn}) == len(drawn)
    assert {pick.code for pick in drawn} <= {entry.code for entry in pool}


@given(pools, numbers, numbers, seeds)
def test_so_many_are_drawn_as_are_wanted_or_owed_and_a_fifth_by_chance(
    pool: list[Entry], wanted: int, owed: int, seed: str
) -> None:
    unseen = sum(1 for entry in pool if not entry.seen)
    due = sum(1 for entry in pool if entry.due)
    drawn = Counter(pick.how for pick in draw(pool, wanted=wanted, owed=owed, seed=seed))
    assert max(due, min(owed, unseen)) <= drawn[GUARANTEE] <= due + min(owed, unseen)
    others = max(0, min(wanted, len(pool)) - drawn[GUARANTEE])
    assert drawn[RISK] + drawn[CHANCE] == others
    assert abs(drawn[CHANCE] - others / 5) <= 0.5


@given(pools, numbers, seeds)
def test_in_the_last_month_every_unseen_school_is_drawn_and_whoever_is_due_always(
    pool: list[Entry], wanted: int, seed: str
) -> None:
    unseen, due = (
        {entry.code for entry in pool if not entry.seen},
        {entry.code for entry in pool if entry.due},
    )
    drawn = draw(pool, wanted=wanted, owed=len(unseen), seed=seed)
    assert unseen | due <= {pick.code for pick in drawn}
    assert due <= {pick.code for pick in draw(pool, wanted=0, owed=0, seed=seed)}


@given(st.integers(1, 400), st.integers(2, 20))
def test_whoever_has_more_points_is_drawn_more_often(score: int, times: int) -> None:
    pool = [Entry("A", score, True), Entry("B", score * times, True)]
    first = Counter(draw(pool, wanted=1, owed=0, seed=str(n))[0].code for n in range(200))
    assert first["B"] > first["A"]


def test_frequencies_follow_the_points() -> None:
    pool = [Entry("A", 100, True), Entry("B", 200, True), Entry("C", 700, True)]
    first = Counter(draw(pool, wanted=1, owed=0, seed=str(n))[0].code for n in range(4_000))
    assert [round(first[code] / 4_000, 1) for code in "ABC"] == [0.1, 0.2, 0.7]


def test_a_school_without_points_is_drawn_by_chance_alone() -> None:
    pool = [Entry("A", 0, True), *(Entry(f"B{n}", 100, True) for n in range(9))]
    ways = Counter(
        pick.how for n in range(500) for pick in draw(pool, wanted=5, owed=0, seed=str(n)) if pick.code == "A"
    )
    assert set(ways) == {CHANCE}


def test_the_published_example() -> None:
    """Fixed for ever: an old draw must come out the same on every later version."""
    pool = [Entry(f"S{n:02d}", 100 * n, n % 2 == 0) for n in range(1, 13)]
    drawn = [f"{pick.code} {pick.how}" for pick in draw(pool, wanted=6, owed=2, seed="2026-04")]
    assert drawn == EXAMPLE


EXAMPLE = ["S09 guarantee", "S11 guarantee", "S05 risk", "S12 risk", "S02 risk", "S10 chance"]


@pytest.mark.parametrize("pool", [[Entry("A", 1, True), Entry("A", 2, False)], [Entry("A", -1, True)]])
def test_what_is_no_pool_is_refused(pool: list[Entry]) -> None:
    with pytest.raises(NotAPool):
        draw(pool, wanted=1, owed=0, seed="")


def test_the_published_file_runs_alone_and_says_whether_it_agrees(tmp_path: Path) -> None:
    pool = [{"code": f"S{n}", "score": n, "seen": False, "due": False} for n in range(5)]
    kept: dict[str, Any] = {"seed": "种子", "wanted": 3, "owed": 1, "pool": pool, "drawn": []}
    kept["drawn"] = [{"code": pick.code, "how": pick.how} for pick in redraw.redraw(kept)]
    assert _checked(tmp_path, kept).endswith("\n一致\n")
    kept["drawn"] = kept["drawn"][::-1]
    assert _checked(tmp_path, kept).endswith("\n不一致\n")


def _checked(folder: Path, kept: dict[str, Any]) -> str:
    file = folder / "draw.json"
    file.write_text(json.dumps(kept), encoding="utf-8")
    # Without the site's packages and outside of the tree: the standard library is all there is.
    command = [sys.executable, "-I", "-S", "-X", "utf8", redraw.__file__, str(file)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder)
    return done.stdout.decode()
