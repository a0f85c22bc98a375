"""``kill -9`` at every point of an upload and of the sweep itself: one sweep later nothing hangs and nothing is nobody's."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from syncpoints import POINTS
from tests.reliability.consistency import check_consistency
from tests.reliability.crew import Crew, Hand
from tests.reliability.deeds import sweep_after, upload, uploads
from tests.reliability.hand import Wish
from tests.reliability.test_kills import cut_off

pytestmark = pytest.mark.persistence
Sized = Callable[[int, int], int]
ABANDONED, ORPHANED = timedelta(hours=2), timedelta(days=2)
UPLOAD = [f"upload.{moment}" for moment in POINTS["upload"] if moment not in {"refused", "copied"}]


def left_behind(crew: Crew) -> list[str]:
    return [path.name for path in Path(crew.folder).rglob(".part-*")]


def test_an_upload_that_is_cut_off_settles_in_one_sweep(crew: Crew, observer: Hand, sized: Sized) -> None:
    for turn in range(sized(1, 20)):
        for point in UPLOAD:
            cut_off(crew, upload, Wish(die_at=point), name=f"{point}-{turn}.jpg")
    assert observer.do(sweep_after, after=ABANDONED) == []
    for name, state in observer.do(uploads).items():
        # Nothing had arrived when the process died right after the announcement.
        assert state == ("REFUSED" if name.startswith("upload.announced") else "AVAILABLE"), name
    assert observer.do(check_consistency) == []


def test_a_copy_sent_past_us_settles_in_one_sweep(crew: Crew, observer: Hand, sized: Sized) -> None:
    for turn in range(sized(1, 20)):
        for point in [*UPLOAD[1:], "upload.copied"]:
            cut_off(crew, upload, Wish(die_at=point), name=f"{point}-{turn}.jpg", incoming=True)
    assert observer.do(sweep_after, after=ORPHANED) == []
    assert set(observer.do(uploads).values()) == {"AVAILABLE"}
    assert observer.do(check_consistency) == []


def test_a_sweep_that_is_cut_off_is_finished_by_the_next(crew: Crew, observer: Hand, sized: Sized) -> None:
    waiting = sized(3, 30)
    for number in range(waiting):
        cut_off(crew, upload, Wish(die_at="upload.received"), name=f"{number}.jpg")
    for point in ("sweep.found", "upload.judged", "upload.settled"):
        for _ in range(waiting // 3):
            cut_off(crew, sweep_after, Wish(die_at=point), after=ABANDONED)
    observer.do(sweep_after, after=ABANDONED)
    assert set(observer.do(uploads).values()) == {"AVAILABLE"}


def test_uploads_killed_at_random_moments_settle_in_one_sweep(
    crew: Crew, observer: Hand, sized: Sized
) -> None:
    began = time.monotonic()
    crew.hand().do(upload, name="first.jpg")
    usual = 1.2 * (time.monotonic() - began)
    for turn in range(sized(6, 150)):
        hand = crew.hand().begin(upload, name=f"{turn}.jpg")
        time.sleep(random.random() * usual)  # noqa: S311
        hand.kill()
    assert observer.do(sweep_after, after=ORPHANED) == []
    assert set(observer.do(uploads).values()) <= {"AVAILABLE", "REFUSED"}
    assert left_behind(crew) == []


def test_two_sweeps_at_once_settle_each_upload_once(crew: Crew, observer: Hand) -> None:
    for number in range(2):
        cut_off(crew, upload, Wish(die_at="upload.received"), name=f"{number}.jpg", incoming=True)
    both = [hand.begin(sweep_after, after=ORPHANED) for hand in crew.hands(2)]
    assert [hand.answer().raised for hand in both] == ["", ""]
    assert set(observer.do(uploads).values()) == {"AVAILABLE"}
