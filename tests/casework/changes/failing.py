"""A change that took effect, and cases on its version and the one before that fail."""

from datetime import datetime, timedelta

from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.changes.halting.jobs import watch
from casework.changes.models import ChangeSet, Halt
from casework.organisations.models import Person
from processes.causes import Cause
from processes.models import Incident, ProcessVersion
from processes.services import TriggerFailed, record_incident
from tests.casework.changes.conftest import AT
from tests.casework.changes.desk import SOON, Desk

IN_FORCE = AT.replace(month=SOON.month, day=SOON.day)


class Failing:
    """The change is published and in force; ``new`` is its version, ``old`` the one before."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.old = desk, desk.version
        desk.edit()
        desk.hand_in()
        desk.do(desk.bureau.head, "confirmed")
        desk.do(desk.bureau.deputy, "approved")
        self.new = desk.change.versions.get().version

    def case(self, version: ProcessVersion) -> Case:
        bureau = self.desk.bureau
        case = create_case(
            kind=Case.Kind.GUIDANCE, title="试办", source=Case.Source.APPLICATION, respondent=bureau.school,
            office=bureau.office, district=bureau.bureau, at=IN_FORCE, by=None,
        )  # fmt: skip
        return start_process(case=case, version=version, data={}, at=IN_FORCE, by=None)

    def fail(
        self, version: ProcessVersion, *, times: int = 1, transient: bool = False, case: Case | None = None
    ) -> Case:
        failed = case or self.case(version)
        failed.refresh_from_db()
        assert failed.instance_id
        why = Cause("缺少要用的一项数据", transient=transient)
        for _ in range(times):
            failure = TriggerFailed(failed.instance_id, None, why.sentence, {"kind": "advance"}, why=why)
            record_incident(failure=failure, at=IN_FORCE)
        return failed

    def three_fail(self) -> None:
        for _ in range(3):
            self.fail(self.new)

    def look(self, after: timedelta = timedelta(hours=1)) -> ChangeSet:
        watch(at=self.time(after))
        self.desk.change.refresh_from_db()
        return self.desk.change

    def decide(self, by: Person, outcome: str, **form: str) -> None:
        self.desk.do(by, outcome, at=self.time(timedelta(hours=2)), **form)

    @staticmethod
    def time(after: timedelta) -> datetime:
        return IN_FORCE + after

    @property
    def halt(self) -> Halt:
        return Halt.objects.get(change=self.desk.change)

    @staticmethod
    def incidents() -> list[Incident]:
        return list(Incident.objects.order_by("happened_at", "pk"))
