"""Changes of processes in the demo: one that is being drafted, one in force with its differences, one that was stopped."""

import json
from datetime import datetime, timedelta
from typing import Any

from casework.calendar.services import Calendar
from casework.cases.models import Case
from casework.cases.services import complete_task
from casework.changes.halting.jobs import watch
from casework.changes.models import ChangeSet, Recording
from casework.changes.services import Terms, hand_in, open_change_set, take_up
from casework.changes.trying.listing import bundles_of, digest_of, lines_of
from casework.demo.edits import COUNTED, DRAFTED, STRICTER, Edit
from casework.demo.inspections import Clock
from casework.findings.services import open_rectification
from casework.organisations.models import Organisation, Person
from casework.organisations.standing import standing_of
from casework.scenarios.models import TrialRun
from casework.scenarios.runner import up_to
from processes.models import Draft, ProcessVersion, UserTask
from processes.services import save_draft_file

# Whose findings the faulty row of the stopped change was written for.
FORCED = ("银杏二小", "云杉小学", "青竹小学")
CODE, FACT = "SF-7", "班级群通知“全体参加课后服务”，没有发放自愿申请表。"


def load_changes(*, at: datetime, calendar: Calendar) -> None:
    """The days are working days before today; the oldest change comes first, as the trail tells it."""
    clock = Clock(calendar, at)
    _in_force(clock)
    _stopped(clock)
    _drafted(clock)


def _in_force(clock: Clock) -> None:
    change = _begun(
        "下校视导：改进计划期限缩短",
        "上学期有4所学校的改进计划拖到学期末才交。",
        clock.at(clock.day(-24), 10),
        COUNTED,
    )
    said = "改进计划由10个工作日改为7个工作日内提交，可以附家长委员会意见；跟踪有改进的在片区交流。"
    terms = Terms(clock.day(-18), said, running=ChangeSet.Running.MOVE)
    _approved(change, clock, handed_in=-22, terms=terms)
    if change.case:
        up_to(change.case, clock.now)


def _stopped(clock: Clock) -> None:
    """A row without its signatory: whoever counts as forced to take part cannot be dealt with."""
    title, reason = (
        "整改：强制参加问题限期5日",
        "强制或变相强制参加的投诉增多，分管领导要求限期5个工作日改正。",
    )
    change = _begun(title, reason, clock.at(clock.day(-9), 9), STRICTER)
    terms = Terms(clock.day(-4), "整改期限表增加一行：强制参加问题限5个工作日改正，从严签发。")
    _approved(change, clock, handed_in=-7, terms=terms)
    office = Organisation.objects.get(code="JJK")
    for number, school in enumerate(FORCED):
        found = clock.at(clock.day(-3), 9 + number)
        case = open_rectification(
            respondent=Organisation.objects.get(short_name=school),
            office=office,
            source=Case.Source.COMPLAINT,
            found_on=clock.day(-4),
            agreed=False,
            findings=[{"code": CODE, "severity": 2, "fact": FACT}],
            by=Person.objects.get(username="jjk"),
            at=found,
        )
        row = {
            "n": 1, "code": CODE, "severity": "2", "fact": FACT, "clause": "三（二）3 规范课后服务收费管理",
            "measure": "逐户补发自愿申请表，重新统计参加人数。",
        }  # fmt: skip
        _do("jjk", case, found + timedelta(hours=3), outcome="confirmed", items=[row])
    watch(at=clock.at(clock.day(-3), 15))


def _drafted(clock: Clock) -> None:
    begun = clock.at(clock.day(-2), 10)
    change = _begun("入校检查：开放日问题单列", "教研室建议把开放日、家校反馈问题单独定级。", begun, DRAFTED)
    draft = Draft.objects.get(key=change.pk)
    manager = _manager()
    kept = json.loads(draft.files.get(path="insp_visit/scenarios/d10_danger.json").content)
    _recorded(draft, kept, clock.at(clock.day(-1), 15))
    Recording.objects.create(
        draft=draft,
        script={"start": kept["start"], "steps": kept["steps"][:1]},
        begun_at=clock.at(clock.day(-1), 16),
        begun_by=manager,
    )


def _recorded(draft: Draft, kept: dict[str, Any], at: datetime) -> None:
    """A scenario of the manager's own, clicked through on the draft."""
    said = {**kept, "name": "现场有危险：当场停课（流程管理员录制）"}
    save_draft_file(
        draft=draft,
        path="insp_visit/scenarios/recorded_1.json",
        content=json.dumps(said, ensure_ascii=False, indent=2) + "\n",
        revision=0,
        by=_manager(),
        at=at,
    )


def _begun(title: str, reason: str, at: datetime, edits: tuple[Edit, ...]) -> ChangeSet:
    manager = _manager()
    change = open_change_set(title=title, reason=reason, by=manager, at=at)
    for minute, edit in enumerate(edits):
        version = ProcessVersion.objects.filter(process_id=edit.process).order_by("-number")[0]
        draft = take_up(change=change, version=version, by=manager, at=at)
        file = draft.files.get(path=edit.path)
        later = at + timedelta(minutes=10 * (minute + 1))
        save_draft_file(
            draft=draft, path=edit.path, content=edit.made(file.content), revision=file.revision, by=manager, at=later
        )  # fmt: skip
    return change


def _approved(change: ChangeSet, clock: Clock, *, handed_in: int, terms: Terms) -> None:
    """Its scenarios had passed; office and deputy director agree on the two days after."""
    at = clock.at(clock.day(handed_in), 10)
    _passed(change, at)
    office = Organisation.objects.get(code="JJK")
    case = hand_in(
        change=change,
        terms=terms,
        office=office,
        by=_manager(),
        at=at + timedelta(hours=1),
    )
    _do("jjk-head", case, clock.at(clock.day(handed_in + 1), 10), outcome="confirmed")
    _do("leader", case, clock.at(clock.day(handed_in + 2), 10), outcome="approved")
    change.refresh_from_db()


def _passed(change: ChangeSet, at: datetime) -> None:
    digest = digest_of(change, bundles_of(change))
    TrialRun.objects.bulk_create(
        TrialRun(draft=line.draft, path=line.path, name=line.name, digest=digest, at=at, by=_manager())
        for line in lines_of(change)
    )


def _do(username: str, case: Case, at: datetime, **form: Any) -> None:
    """The one open task of the case, by somebody of the register; an automatic step after it may fail."""
    task = UserTask.objects.open().get(instance=case.instance_id)
    by = Person.objects.get(username=username)
    complete_task(task_id=task.pk, raw=form, by=by, standing=standing_of(by, at.date()), at=at)


def _manager() -> Person:
    return Person.objects.get(username="manager")
