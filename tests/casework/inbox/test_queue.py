"""The inbox reads its queue in branches; merged, they are what one statement over everything would give."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.paginator import Paginator
from django.db.models import Q
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from casework.cases.models import Case
from casework.inbox.desk import queue as desk_queue
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.queries import choices, todo
from casework.inbox.desk.queue import ORDER
from casework.inbox.templatetags.desk import counted
from casework.inbox.viewer import Viewer
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.standing import standing_of
from processes.models import ProcessInstance, ProcessVersion, UserTask, addressed_to
from tests.processes.engine.conftest import NOW

TASK = st.tuples(
    st.sampled_from(["own", "second", "foreign"]), st.sampled_from([" RL-03 ", " RL-04 ", " RL-03 RL-05 "]),
    st.sampled_from(["me", "colleague", None]), st.sampled_from([None, 0, 1, 2]), st.integers(0, 2),
    st.sampled_from(["OPEN", "OPEN", "CANCELLED"]), st.integers(0, 2),
)  # fmt: skip


class Office:
    """Somebody with roles in two offices, and tasks there and elsewhere."""

    def build(self) -> None:
        kinds = Organisation.Kind
        self.places = {
            name: Organisation.objects.create(code=name, name=name, short_name=name, kind=kinds.OFFICE)
            for name in ("own", "second", "foreign", "school")
        }
        self.people = {n: Person.objects.create(username=n) for n in ("me", "colleague")}
        for place, role in (("own", "RL-03"), ("own", "RL-05"), ("second", "RL-04")):
            Membership.objects.create(
                person=self.people["me"],
                organisation=self.places[place],
                role=role,
                valid_from=date(2020, 1, 1),
            )
        version = ProcessVersion.objects.create(
            process_id="main", name="试办", folder="trial", number=1, digest="0" * 64, deployed_at=NOW
        )
        self.instances = [self._case(version, number) for number in range(3)]
        self.viewer = Viewer(standing_of(self.people["me"], NOW.date()), NOW, "zh-hans")

    def _case(self, version: ProcessVersion, number: int) -> ProcessInstance:
        instance = ProcessInstance.objects.create(version=version, key=uuid4(), state="", started_at=NOW)
        Case.objects.create(
            id=instance.key, number=f"QSH-{number}", kind="ZG", title="测试", source="patrol", instance=instance,
            respondent=self.places["school"], office=self.places["own"], district=self.places["own"], opened_at=NOW,
        )  # fmt: skip
        return instance

    def _task(self, made: tuple[str, str, str | None, int | None, int, str, int]) -> UserTask:
        place, roles, holder, due, opened, status, case = made
        return UserTask(
            id=uuid4(), instance=self.instances[case], process_id="main", element_id="a", name=f"步骤{opened}",
            roles=roles, scope=str(self.places[place].pk), status=status, opened_at=NOW - timedelta(days=opened),
            assignee=self.people[holder] if holder else None, closed_at=None if status == "OPEN" else NOW,
            due_at=None if due is None else NOW + timedelta(days=due),
        )  # fmt: skip

    def expected(self, whose: Q) -> list[UUID]:
        offered = addressed_to(self.viewer.standing.pairs)
        mine = Q(assignee=self.people["me"])
        return list(
            UserTask.objects.open()
            .filter(offered | mine)
            .filter(whose)
            .order_by(*ORDER)
            .values_list("pk", flat=True)
        )

    def _pages(self, filters: Filters, size: int) -> Paginator[UserTask]:
        return Paginator(todo(self.viewer, filters), size)  # type: ignore[arg-type]


@pytest.mark.persistence
class MergedTest(Office, HypothesisTestCase):
    def setup_example(self) -> None:
        super().setup_example()  # type: ignore[no-untyped-call]
        self.build()

    @given(st.lists(TASK, max_size=25), st.integers(1, 9))
    @settings(max_examples=40, deadline=None)
    def test_pages_are_those_of_one_statement(self, made: list[tuple], size: int) -> None:  # type: ignore[type-arg]
        UserTask.objects.bulk_create([self._task(one) for one in made])
        mine, free = Q(assignee=self.people["me"]), Q(assignee=None)
        kinds = {
            "": mine | free,
            "mine": mine,
            "free": free,
            "taken": ~free & Q(assignee=self.people["colleague"]),
        }
        for whose, wanted in kinds.items():
            pages = self._pages(Filters(whose=whose), size)
            shown = [task.pk for page in pages for task in page]
            assert shown == self.expected(wanted), whose
            assert pages.count == len(shown)


@pytest.mark.persistence
class ShownTest(Office, TestCase):
    def setUp(self) -> None:
        self.build()

    def test_what_it_may_be_narrowed_to_is_what_is_in_it(self) -> None:
        self._task(("own", " RL-03 ", None, 1, 1, "OPEN", 0)).save()
        self._task(("foreign", " RL-03 ", None, 1, 2, "OPEN", 0)).save()
        offered = choices(self.viewer)
        assert offered.schools == [(str(self.places["school"].pk), "school")]
        assert offered.steps == [("步骤1", "步骤1")]

    def test_a_long_queue_is_counted_only_so_far(self) -> None:
        for day in range(3):
            self._task(("own", " RL-03 ", None, day, 1, "OPEN", 0)).save()
        assert counted(self._pages(Filters(), 50)) == "3"
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(desk_queue, "FARTHEST", 2)
            patched.setattr("casework.inbox.templatetags.desk.FARTHEST", 2)
            assert counted(self._pages(Filters(), 50)) == "1+"
