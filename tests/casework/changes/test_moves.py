"""Running cases are examined, moved and put back, each by itself."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.changes.models import ChangeSet, MoveBatch, MoveItem, PublishedVersion
from casework.changes.moves.batching import NothingRuns, make_move_batch
from casework.changes.moves.rights import MayNotMove
from casework.changes.moves.starting import start_moves, take_back_moves
from casework.jobs.services import run_jobs
from casework.organisations.standing import standing_of
from processes.migration import Renaming
from processes.models import ProcessVersion, UserTask
from processes.services import Coming, deploy
from tests.casework.changes.conftest import AT, Bureau
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Status, Outcome = MoveItem.Status, MoveItem.Outcome
ASSIGNED = '<banjie:assignment roles="RL-04" scope="case.office"/>'


def steps(*names: str) -> bytes:
    tasks = "".join(user_task(name, ASSIGNED) for name in names)
    return diagram(start() + tasks + end() + chain("start", *names, "end"))


class Moving:
    """A published change, cases on the version before, and workers that do what waits."""

    def __init__(self, bureau: Bureau, change: ChangeSet) -> None:
        self.bureau, self.change = bureau, change
        bureau.office.parent = bureau.bureau
        bureau.office.save()
        self.base = deploy(bundle=bundle(steps("u", "v")), at=AT)

    def publish(self, *names: str, **more: Any) -> ProcessVersion:
        target = deploy(bundle=bundle(steps(*names)), at=AT, coming=Coming(effective_from=AT.date(), **more))
        PublishedVersion.objects.create(change=self.change, version=target, base=self.base)
        ChangeSet.objects.filter(pk=self.change.pk).update(
            status="PUBLISHED", running="MOVE", published_at=AT, effective_from=AT.date()
        )
        self.change.refresh_from_db()
        return target

    def case(self) -> Case:
        case = create_case(
            kind=Case.Kind.GUIDANCE, title="试办", source=Case.Source.APPLICATION, respondent=self.bureau.school,
            office=self.bureau.office, district=self.bureau.bureau, at=AT, by=None,
        )  # fmt: skip
        return start_process(case=case, version=self.base, data={}, at=AT, by=None)

    def examined(self, target: ProcessVersion, renaming: Renaming | None = None) -> MoveBatch:
        batch = make_move_batch(
            change=self.change,
            base=self.base,
            target=target,
            renaming=renaming,
            by=self.bureau.manager,
            at=AT,
        )
        work()
        return batch

    def start(self, batch: MoveBatch, *chosen: MoveItem, everything: bool = False) -> int:
        keys = [item.pk for item in chosen]
        count = start_moves(batch=batch, chosen=keys, everything=everything, by=self.bureau.manager, at=AT)
        work()
        return count

    def back(self, batch: MoveBatch) -> int:
        count = take_back_moves(batch=batch, chosen=None, by=self.bureau.manager, at=AT)
        work()
        return count


def work() -> None:
    run_jobs(at=AT + timedelta(seconds=1))


@pytest.fixture
def moving(bureau: Bureau, change: ChangeSet) -> Moving:
    return Moving(bureau, change)


def number_of(case: Case) -> int:
    case.refresh_from_db()
    assert case.instance
    return case.instance.version.number


def test_cases_move_with_a_line_in_their_trail(moving: Moving) -> None:
    cases = [moving.case() for _ in range(3)]
    target = moving.publish("u", "w", "v")
    batch = moving.examined(target)
    assert set(batch.items.values_list("status", "outcome")) == {(Status.EXAMINED, Outcome.MOVES)}
    assert [number_of(case) for case in cases] == [1, 1, 1]
    assert moving.start(batch, everything=True) == 3
    assert [number_of(case) for case in cases] == [2, 2, 2]
    told = Event.objects.filter(chain=cases[0].pk, kind="case.moved").get()
    assert "从“main”第1版迁移到第2版" in sentence(told, "zh-hans")


def test_only_the_chosen_ones_move(moving: Moving) -> None:
    first, second = moving.case(), moving.case()
    batch = moving.examined(moving.publish("u", "w", "v"))
    assert moving.start(batch, batch.items.get(case=first)) == 1
    assert [number_of(first), number_of(second)] == [2, 1]


def test_a_case_whose_step_is_gone_stays_however_it_is_asked(moving: Moving) -> None:
    case = moving.case()
    batch = moving.examined(moving.publish("v", "w"))
    item = batch.items.get()
    assert (item.outcome, item.reasons) == (Outcome.STAYS, ["案件停在“任务u”，新版里没有这一步。"])
    assert moving.start(batch, item, everything=True) == 0
    assert number_of(case) == 1


def test_a_person_says_what_became_of_a_step(moving: Moving) -> None:
    case = moving.case()
    target = moving.publish("begin", "v")
    batch = moving.examined(target, Renaming({"main": {"u": "begin"}}))
    item = batch.items.get()
    assert item.outcome == Outcome.DECIDE
    assert moving.start(batch, everything=True) == 0
    assert moving.start(batch, item) == 1
    assert UserTask.objects.open().get(instance__case=case).element_id == "begin"


def test_all_are_put_back_but_those_that_went_on(moving: Moving) -> None:
    first, second = moving.case(), moving.case()
    batch = moving.examined(moving.publish("u", "w", "v"))
    moving.start(batch, everything=True)
    complete(first, moving)
    assert moving.back(batch) == 2
    assert [number_of(first), number_of(second)] == [2, 1]
    stayed = batch.items.get(case=first)
    assert (stayed.status, stayed.cause) == (Status.MOVED, "案件在迁移之后又往前办了，不能撤回。")
    assert batch.items.get(case=second).status == Status.RETURNED
    assert Event.objects.filter(chain=second.pk, kind="case.moved_back").count() == 1


def test_a_case_that_went_on_after_the_examination_is_judged_anew(moving: Moving) -> None:
    case = moving.case()
    batch = moving.examined(moving.publish("u", "w"))
    complete(case, moving)
    moving.start(batch, everything=True)
    item = batch.items.get()
    assert (item.status, item.cause) == (Status.FAILED, "案件停在“任务v”，新版里没有这一步。")
    assert number_of(case) == 1


def test_nothing_moves_before_the_day_and_where_old_cases_stay(moving: Moving) -> None:
    moving.case()
    batch = moving.examined(moving.publish("u", "w", "v"))
    for changed in ({"effective_from": date(2026, 12, 1)}, {"running": "STAY"}, {"status": "WITHDRAWN"}):
        ChangeSet.objects.filter(pk=moving.change.pk).update(
            **{"effective_from": AT.date(), "running": "MOVE", **changed}
        )
        batch = MoveBatch.objects.select_related("change", "base", "target").get(pk=batch.pk)
        with pytest.raises(MayNotMove):
            moving.start(batch, everything=True)


def test_others_than_the_pilots_stay(moving: Moving) -> None:
    moving.case()
    batch = moving.examined(moving.publish("u", "w", "v", pilots=[str(uuid4())]))
    assert batch.items.get().reasons == ["责任单位不在试点范围内。"]


def test_where_nothing_runs_nothing_is_examined(moving: Moving) -> None:
    target = moving.publish("u", "w", "v")
    with pytest.raises(NothingRuns):
        moving.examined(target)
    assert not MoveBatch.objects.exists()


def complete(case: Case, moving: Moving, at: datetime = AT) -> None:
    task = UserTask.objects.open().get(instance__case=case)
    head = moving.bureau.head
    complete_task(task_id=task.pk, raw={"note": "好"}, by=head, at=at, standing=standing_of(head, at.date()))
