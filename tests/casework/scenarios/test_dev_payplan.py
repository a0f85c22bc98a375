from datetime import UTC, datetime
from dataclasses import replace
import pytest
from casework.scenarios.runner import play, trial
from casework.scenarios.script import scenarios_of
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from casework.calendar.services import seed_official
pytestmark = [pytest.mark.django_db]
S = [s for _, s in scenarios_of("payplan")]
@pytest.mark.parametrize("s", S, ids=[p.stem for p, _ in scenarios_of("payplan")])
def test_s(s):
    from casework.scenarios.world import World; World().office("JJK"); seed_official()
    deploy(bundle=read_bundle(DEFINITIONS / "payplan"), at=datetime(2025, 1, 1, tzinfo=UTC))
    if "calendar" in s.start:
        school = s.start["respondent"]
        s = replace(s, start={"at": "2025-09-01T09:00", "process": "payplan", "on": "amend", "by": f"RL-21@{school}", "form": {"reason": "高级教师比例变化，调整档次标准。", "outcome": "amend"}})
    try:
        r = play(s)
    except Exception as e:
        raise
    assert r.problems == []
