"""Who reads a pay plan, whose name stays with the office, what later processes read of it, and that nothing happens twice."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.policies import visible_cases, visible_tasks
from casework.cases.services.filling import open_task
from casework.filings.facts import effective_filing
from casework.filings.models import Filing, Likeness
from casework.filings.verification import verify
from casework.inbox.casefile.timeline import timeline
from casework.inbox.viewer import Viewer
from casework.organisations.models import Organisation
from casework.publicity.models import Publication
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, moment
from casework.scenarios.world import World
from processes.models import Submission, UserTask
from tests.casework.scenarios.plays import PLAYS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("deployed")]
STORIES = {path.stem: scenario for folder, path, scenario in PLAYS if folder == "payplan"}
SUBJECT = "差异化发放方案"
NOW = moment("2025-11-01T09:00")


def viewer(world: World, role: str, place: Organisation) -> Viewer:
    person = world.actor(role=role, scope=place, at=NOW, alias=f"查看 {role}")
    return Viewer(standing=world.standing(person, NOW), now=NOW, language="zh-hans")


@pytest.mark.parametrize(
    ("role", "place", "reads"),
    [
        ("RL-01", "QSH", True),
        ("RL-03", "JJK", True),
        ("RL-04", "JJK", True),
        ("RL-07", "DDS", True),
        ("RL-04", "CYG", False),
        ("RL-05", "CYG", False),
        ("RL-06", "HDZX", False),
        ("RL-08", "JSFZ", False),
        ("RL-20", "银杏一小", True),
        ("RL-21", "银杏一小", True),
        ("RL-23", "银杏一小", True),
        ("RL-22", "银杏一小", False),
        ("RL-20", "石榴小学", False),
        ("RL-23", "石榴小学", False),
    ],
)
def test_a_plan_is_read_by_its_school_the_section_and_the_leadership_only(
    role: str, place: str, reads: bool
) -> None:
    world = World()
    case = play(STORIES["st18_on_time"], world=world).case
    office = place.isascii()
    where = world.bureau() if place == "QSH" else world.office(place) if office else world.organisation(place)
    assert visible_cases(viewer(world, role, where).standing).filter(pk=case.pk).exists() is reads


def test_the_school_learns_the_percent_and_not_whose_plan_it_is_like() -> None:
    world = World()
    case = play(STORIES["k2_too_much_alike"], world=world).case
    kept = Likeness.objects.get(case=case)
    assert kept.nearest is not None
    assert kept.nearest.filer.short_name == "银杏一小"
    school = viewer(world, "RL-21", case.respondent)
    told = timeline(case, school)
    assert "银杏一小" not in str([(line.sentence, line.opinion) for line in told])
    # It stands in the review, which is a task of the section.
    said = Submission.objects.get(instance=case.instance_id, form="review_plan")
    assert said.values["nearest"][0]["school"] == "银杏一小"
    tasks = visible_tasks(school.standing).filter(instance=case.instance_id)
    assert not tasks.filter(pk=said.task_id).exists()
    assert visible_tasks(viewer(world, "RL-03", case.office).standing).filter(pk=said.task_id).exists()


def test_the_rates_of_a_filed_plan_are_read_for_the_day_of_a_service() -> None:
    case = play(STORIES["st18_on_time"]).case
    school = str(case.respondent_id)
    assert effective_filing(school, SUBJECT, date(2025, 9, 30)) is None
    found = effective_filing(school, SUBJECT, date(2025, 10, 1))
    assert found is not None
    first = found["forms"]["draft_plan"]["rates"][0]
    assert (first["category"], first["grade"], first["rate"]) == ("基础托管", "一档", "60.00")
    assert list(verify()) == []


def test_a_change_is_filed_beside_the_plan_before_it_and_counts_from_its_own_day(client: Client) -> None:
    world = World()
    first = play(STORIES["st18_on_time"], world=world).case
    amended = STORIES["amended_by_school"]
    begins = {"effective_from": "2025-12-01"}
    steps = tuple(
        replace(step, form={**step.form, **begins}) if step.task == "payplan_draft/draft_plan" else step
        for step in amended.steps
    )
    case = play(replace(amended, steps=steps), world=world).case
    before, after = Filing.objects.get(case=first), Filing.objects.get(case=case)
    assert (after.kind, after.changes, after.timeliness) == (Filing.Kind.CHANGE, before, "变更备案")
    numbers = [
        found["number"]
        for day in (date(2025, 11, 30), date(2025, 12, 1))
        if (found := effective_filing(str(case.respondent_id), SUBJECT, day))
    ]
    assert numbers == [before.number, after.number]
    assert after.number in client.get(f"/check/{after.token}/").content.decode()


def test_a_late_plan_is_rectified_once_however_it_ends() -> None:
    for name in ("d07_4_late_with_rectification", "d07_5_never", "rounds_used_up"):
        case = play(STORIES[name]).case
        assert Case.objects.filter(sender=case).count() == 1
        finding = Case.objects.get(sender=case).findings.get()
        assert (finding.code, finding.severity) == ("SF-9", 2)


def test_reminders_go_out_before_the_last_day_on_it_and_after_it() -> None:
    case = play(STORIES["d07_5_never"]).case
    told = Event.objects.filter(chain=case.pk, kind="case.reminded").order_by("seq")
    assert [f"{event.at:%m-%d}" for event in told][:4] == ["09-25", "09-29", "10-09", "10-10"]


def test_the_rates_are_shown_to_the_public_while_they_are_published() -> None:
    case = play(STORIES["st18_on_time"]).case
    shown = Publication.objects.get(case=case)
    assert shown.rows["columns"] == ["类别", "档次", "每课时（元）"]
    assert shown.rows["cells"][0] == ["基础托管", "一档", "60.00"]
    assert (shown.starts_on, shown.ends_on, shown.state) == (
        date(2025, 9, 12),
        date(2025, 9, 19),
        Publication.State.PASSED,
    )


def test_the_form_of_a_change_begins_with_what_is_on_file() -> None:
    world = World()
    play(STORIES["st18_on_time"], world=world)
    amended: Scenario = STORIES["amended_by_school"]
    case = play(replace(amended, steps=amended.steps[:1], expect={"open": ["draft_plan"]}), world=world).case
    task = (
        UserTask.objects.open()
        .select_related("instance__version", "instance__case")
        .get(instance=case.instance_id)
    )
    opened = open_task(task=task, at=NOW, by=None)
    fields = {field.name: field for field in opened.form.fields}
    offered = opened.evaluate(str(fields["rates"].rows).removeprefix("="), {})
    assert [row["grade"] for row in offered] == ["一档", "二档", "一档", "二档"]
    text = opened.evaluate(str(fields["text"].default).removeprefix("="), {})
    assert text == STORIES["st18_on_time"].steps[1].form["text"]
