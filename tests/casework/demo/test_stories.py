"""Every story of the demo has come to where it stands within the last week, on whatever day the demo is loaded."""

from datetime import date, timedelta

import pytest

from casework.cases.clock import local_date
from casework.demo.stories import STORIES, Story
from casework.scenarios.script import moment


@pytest.mark.parametrize("day", ["2026-01-05", "2026-09-30"])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name} {story.steps}")
def test_a_story_ends_before_today_and_not_long_ago(story: Story, day: str) -> None:
    now = moment(f"{day}T09:00")
    scenario = story.scenario(now)
    begun = [str(scenario.start["at"])[:10]] if "at" in scenario.start else scenario.start["nights"]
    days = [*map(date.fromisoformat, begun), *(local_date(step.at) for step in scenario.steps)]
    assert timedelta(days=1) <= now.date() - days[-1] <= timedelta(days=7)
    assert days == sorted(days)
