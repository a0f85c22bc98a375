"""The check that all these tests rely on finds what it is there to find."""

import pytest

from tests.reliability.consistency import check_consistency
from tests.reliability.crew import Hand
from tests.reliability.deeds import complete, open_cases, task_of
from tests.reliability.spoiling import SPOILED, found_when_spoiled

pytestmark = pytest.mark.persistence


def test_every_contradiction_is_found(observer: Hand) -> None:
    (case,) = observer.do(open_cases, name="letter")
    observer.do(complete, task=observer.do(task_of, case=case))
    for name in ("overtaken", "term"):
        observer.do(open_cases, name=name)
    assert observer.do(check_consistency) == []
    for how in SPOILED:
        found = observer.do(found_when_spoiled, how=how)
        assert any(how in fault for fault in found), (how, found)
