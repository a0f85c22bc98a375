"""Statements that are kept do exactly what the ORM's do."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.transaction import TransactionManagementError

from processes.models import ProcessInstance, ProcessVersion, Submission, UserTask
from processes.statements import Fetch, Insert, Rows, Update
from tests.processes.engine.conftest import NOW

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FETCH = Fetch[UserTask](
    lambda key: UserTask.objects.select_related("instance__version", "completed_by").filter(pk=key),
    UUID(int=0),
)


@pytest.fixture
def instance() -> ProcessInstance:
    version = ProcessVersion.objects.create(
        process_id="main", name="试办", folder="trial", number=1, digest="0" * 64, deployed_at=NOW
    )
    return ProcessInstance.objects.create(
        version=version, key=uuid4(), state="…", trail={"elements": {"a": 1}}, started_at=NOW
    )


def a_task(instance: ProcessInstance, **values: object) -> UserTask:
    given = {"id": uuid4(), "name": "核实", "item": {"件": [1, None, "二"]}, "opened_at": NOW, **values}
    return UserTask(**{"instance": instance, "process_id": "main", "element_id": "a", **given})


def as_stored(row: Model) -> dict[str, object]:
    """What the ORM reads back, without what it keeps for itself."""
    found = type(row)._default_manager.get(pk=row.pk)
    return {field.name: getattr(found, field.attname) for field in found._meta.concrete_fields}


def test_what_is_inserted_reads_like_what_the_orm_saves(instance: ProcessInstance) -> None:
    ours, theirs = (
        a_task(instance, scope="'; --", draft={"数": 1.5}),
        a_task(instance, scope="'; --", draft={"数": 1.5}),
    )
    Insert(UserTask).run([ours])
    theirs.save()
    assert as_stored(ours) | {"id": None} == as_stored(theirs) | {"id": None}
    assert not ours._state.adding


def test_many_rows_go_in_and_each_learns_its_own_key(
    instance: ProcessInstance, django_user_model: type
) -> None:
    person = django_user_model.objects.create(username="甲")  # type: ignore[attr-defined]
    rows = [
        Submission(task_id=uuid4(), instance=instance, element_id=str(n), values={"n": n}, by=person, at=NOW)
        for n in range(1100)
    ]
    Insert(Submission).run(rows)
    assert [Submission.objects.get(pk=row.pk).element_id for row in rows[::300]] == ["0", "300", "600", "900"]
    assert Submission.objects.count() == 1100


def test_a_row_that_is_there_takes_the_named_fields_only(instance: ProcessInstance) -> None:
    task = a_task(instance)
    task.save()
    task.status, task.closed_at, task.name = UserTask.Status.CANCELLED, NOW, "改名"
    Insert(UserTask, updating=("status", "closed_at")).run([task, a_task(instance)])
    task.refresh_from_db()
    assert (task.status, task.closed_at, task.name) == (UserTask.Status.CANCELLED, NOW, "核实")
    assert UserTask.objects.count() == 2


def test_without_that_the_same_key_twice_is_refused(instance: ProcessInstance) -> None:
    task = a_task(instance)
    task.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Insert(UserTask).run([task])


def test_a_row_is_fetched_with_all_that_it_joins(
    instance: ProcessInstance, django_assert_num_queries: object
) -> None:
    wanted, other = a_task(instance), a_task(instance)
    Insert(UserTask).run([wanted, other])
    for task in (wanted, other):
        found = FETCH.get(task.pk)
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert (found, found.item, found.opened_at) == (task, {"件": [1, None, "二"]}, NOW)
            assert found.instance.version.name == "试办"
            assert found.instance.trail == {"elements": {"a": 1}}
            assert found.completed_by is None


def test_a_row_that_is_not_there_is_missed_as_the_orm_misses_it() -> None:
    with pytest.raises(UserTask.DoesNotExist):
        FETCH.get(uuid4())


@pytest.mark.django_db(transaction=True)
def test_a_step_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        FETCH.get(uuid4())


def test_an_update_tells_how_many_rows_it_found(instance: ProcessInstance) -> None:
    move = Update(ProcessInstance, sets=("state", "revision", "open_tasks"), where=("id", "revision"))
    assert move.run("新", 2, ["a"], instance.pk, 1) == 1
    assert move.run("旧", 3, [], instance.pk, 1) == 0
    instance.refresh_from_db()
    assert (instance.state, instance.revision, instance.open_tasks) == ("新", 2, ["a"])


def test_rows_are_what_the_query_would_have_read(instance: ProcessInstance) -> None:
    def opened(instance: UUID, between: datetime) -> "QuerySet[UserTask, tuple[object, ...]]":
        later = UserTask.objects.filter(opened_at__gt=between, instance=OuterRef("instance"))
        return (
            UserTask.objects.filter(instance=instance, opened_at__lte=between)
            .order_by("element_id")
            .values_list("id", "item", "instance__key", Exists(later))
        )

    moment, key = UserTask._meta.get_field("opened_at"), ProcessInstance._meta.pk
    rows = Rows(opened, instance=(key, UUID(int=0)), between=(moment, datetime(2001, 2, 3, tzinfo=UTC)))
    for element, days in (("b", 0), ("a", 0), ("c", 1)):
        a_task(instance, element_id=element, opened_at=NOW + timedelta(days=days)).save(force_insert=True)
    for at in (NOW, NOW + timedelta(days=2), NOW - timedelta(days=1)):
        wanted = list(opened(instance.pk, at))
        assert rows.get(instance=instance.pk, between=at) == wanted
    assert [len(rows.get(instance=instance.pk, between=at)) for at in (NOW, NOW - timedelta(days=1))] == [
        2,
        0,
    ]
    assert rows.get(instance=UUID(int=1), between=NOW) == []


def test_a_value_that_the_query_does_not_ask_for_is_named() -> None:
    rows = Rows(
        lambda **_: UserTask.objects.values_list("id"), instance=(ProcessInstance._meta.pk, UUID(int=0))
    )
    with pytest.raises(ValueError, match="instance"):
        rows.get(instance=UUID(int=1))
