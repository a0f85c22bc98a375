"""Stories of domain.md §6.2 in the demo: the scenarios of the process folders, moved to the weeks before today."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from casework.cases.clock import local_date
from casework.demo.terms import term_of
from casework.scenarios.script import Scenario, read_scenario
from processes.bundle import DEFINITIONS

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# The term of a scenario, which its terms name first.
BEGINS = re.compile(r'"terms": \[\s*\{\s*"name": "[^"]*",\s*"from": "([\d-]+)"')
TERM = re.compile(r"20\d{2}—20\d{2}学年第[一二]学期")


@dataclass(frozen=True)
class Story:
    """One scenario of a folder, with other ``names`` and only its first ``steps`` where it is to stand still there.

    ``given`` are the papers of a submission that is left half done.
    """

    name: str
    folder: str = "ven_vet"
    names: Mapping[str, str] = field(default_factory=dict)
    steps: int | None = None
    given: tuple[str, ...] = ()

    def scenario(self, now: datetime, *, term: str = "") -> Scenario:
        """Moved by whole weeks, so that working days stay working days; its last step lies before today. Its term is
        called ``term``, or after the day on which it begins now.
        """
        text = (DEFINITIONS / self.folder / "scenarios" / f"{self.name}.json").read_text(encoding="utf-8")
        for old, new in self.names.items():
            text = text.replace(old, new)
        read = read_scenario(text.encode())
        kept = read.steps[: self.steps] if self.steps is not None else read.steps
        end = local_date(kept[-1].at) if kept else _last_day(read)
        weeks = (local_date(now) - end - timedelta(days=1)).days // 7
        moved = read_scenario(_moved(text, timedelta(weeks=weeks), term).encode())
        return replace(moved, steps=moved.steps[: len(kept)])


def _elsewhere(vendor: str, school: str, category: str, course: str) -> dict[str, str]:
    """ST-01 as it happens to another vendor at another school."""
    return {
        "蓝舟科技活动中心": vendor, "银杏一小": school, '"science"': f'"{category}"', "机器人入门": course,
    }  # fmt: skip


# The vendor is in the middle of its submission.
HALF_DONE = Story(
    "st01_city_library",
    names=_elsewhere("小苔艺术社", "石榴小学", "arts", "合唱与律动"),
    steps=0,
    given=("DT-211", "DT-212", "DT-216", "DT-241"),
)
STORIES = (
    Story("st01_city_library"),
    Story("st02_not_in_library", names={"ORG-131": "拾光科学社"}),
    Story("st03_retired_teacher", names={"I-R07": "退休教师篆刻甲"}),
    Story("st04_coach", names={"I-C01": "短跑教练甲"}),
    Story("st07_renewed", folder="expiry"),
    HALF_DONE,
    # The school verifies; both offices review.
    Story(
        "st01_city_library", names=_elsewhere("青禾少儿体育中心", "云杉小学", "sports", "少儿篮球"), steps=1
    ),
    # The school interviews.
    Story(
        "st01_city_library", names=_elsewhere("石榴红少儿体育中心", "枫林中学", "sports", "校园足球"), steps=2
    ),
    # One paper was given back, the others stand.
    Story(
        "verification_returns",
        names={"I-0701": "剪纸艺人甲", "银杏一小": "青竹小学"},
        steps=2,
    ),
    # The insurance ran out last week: the permit sleeps until it is renewed.
    Story(
        "st07_renewed",
        folder="expiry",
        names={"飞羽体育俱乐部": "溪亭少儿体育中心", "飞师一": "溪亭师一", "银杏二小": "紫藤小学"},
        steps=0,
    ),
    Story(
        "st01_city_library", names=_elsewhere("白鹭少儿体育中心", "白桦小学", "sports", "花样跳绳"), steps=7
    ),
)


def _last_day(scenario: Scenario) -> date:
    """Of what happens before its first step."""
    return date.fromisoformat(str(scenario.start.get("at") or scenario.start["nights"][-1])[:10])


def _moved(text: str, by: timedelta, term: str) -> str:
    moved = DAY.sub(lambda found: (date.fromisoformat(found[0]) + by).isoformat(), text)
    first = BEGINS.search(moved)
    return TERM.sub(term or term_of(date.fromisoformat(first[1])), moved) if first else moved
