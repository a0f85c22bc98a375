"""A district in the middle of its work: who stands where, and the things that a matrix of rights is about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from casework.calendar.models import CalendarChange
from casework.calendar.services import DayChange, apply_change, seed_official
from casework.cases.models import Case
from casework.cases.services.batches import make_batch
from casework.demo.register import load_register
from casework.findings.models import Evidence
from casework.letters.copies import circulate
from casework.letters.models import Letter
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.services import delegate, register_recusal
from casework.policy.models import PolicyDocument
from casework.policy.services import propose
from casework.sampling.models import Draw
from casework.scenarios.pictures import picture
from casework.scenarios.world import World
from documents.services import begin_upload
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import Incident, ProcessInstance, UserTask
from processes.services import TriggerFailed, deploy, record_incident, version_in_force
from tests.access.admitted import admit
from tests.access.changes import change_things
from tests.access.life import Life
from tests.access.repairs import repair_things
from tests.access.submission import submissions
from tests.casework.cases.conftest import NOW
from tests.casework.inbox import beginning

SCHOOL = "松涛中学"
# How the matrix calls people, and their accounts in the demonstration's register.
ACCOUNTS = {
    "desk": "jjk",
    "head": "jjk-head",
    "other": "cyg",
    "other_head": "cyg-head",
    "inspector": "dds",
    "centre": "jsfz",
    "deputy": "leader",
    "clerk": "bgs",
    "process": "manager",
    "system": "sysadmin",
    "security": "security",
    "auditor": "auditor",
    "principal": "s10-principal",
    "lead": "s10-lead",
    "stranger": "s02-principal",
    "vendor": "v01-clerk",
}


@dataclass
class Town:
    """``people`` by position; ``things`` are what stands in an address, by what the matrix calls it."""

    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    bytes_url: str = ""
    bytes_sent: bytes = field(default_factory=lambda: picture("照片.jpg"))

    @classmethod
    def build(cls) -> "Town":
        load_register(date(2026, 4, 24))
        seed_official()
        deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=NOW)
        deploy(bundle=beginning.process(), at=NOW)
        town = cls()
        town._settle()
        town._open_cases()
        town.things |= submissions(town.people["vendor"], by=town.people["other"])
        town._leave()
        town._note_registers()
        offices = Organisation.objects.filter(code="CYG")
        vendor = town.people["vendor"].memberships.get().organisation
        town.things |= admit(vendor, town.school, offices.get())
        return town

    def _settle(self) -> None:
        self.people = {name: Person.objects.get(username=account) for name, account in ACCOUNTS.items()}
        self.school = Organisation.objects.get(short_name=SCHOOL)
        self.people["teacher"] = self._join("松涛中学 教师", "RL-23")
        self.people["former"] = self._join("松涛中学 原负责人", "RL-21")

    def _join(self, post: str, role: str) -> Person:
        person = Person.objects.create(username=post, post=post)
        Membership.objects.create(
            person=person, organisation=self.school, role=role, valid_from=date(2024, 1, 1)
        )
        return person

    def _world(self) -> World:
        """The principal and the lead of the register act for the school, and once whoever left since."""
        people = {"former@S10": self.people["former"], "lead@S10": self.people["lead"]}
        return World({**people, "RL-21@S10": self.people["lead"]})

    def _open_cases(self) -> None:
        running = self._case("repair", code="VF-4", people={"receipt": "former"}, receives="RL-21")
        self.things["running case"] = {"case_id": running.pk}
        self._note_documents(running)
        self._note_task("assigned repair", running, "repair")
        self._note_task("finished verification", running, "verify", status=UserTask.Status.COMPLETED)
        letter = Letter.objects.get(case=running)
        circulate(letter=letter, recipients=[self.school.pk], at=NOW)
        self.things["copy"] = {"pk": letter.copies.get().pk}
        self.things["letter to many"] = {"letter_id": letter.pk}
        Draw.objects.create(case=running, table="D11a", seed="s", wanted=1, owed=0, drawn_at=NOW)
        self.things["draw"] = {"case_id": running.pk}
        fresh = self._case("", code="SF-2")
        self.things["fresh case"] = {"case_id": fresh.pk}
        self._note_task("verification", fresh, "verify")
        inspection = Life("银杏一小", "").begin(self._world())
        Case.objects.filter(pk=inspection.pk).update(kind=Case.Kind.INSPECTION)
        self.things["inspection of another school"] = {"case_id": inspection.pk}
        self._note_task("receipt", self._case("seal_letter", code="SF-3"), "receipt")
        unsealed = self._case("sign_head", code="SF-4")
        self._note_task("seal", unsealed, "seal_letter")
        self._note_letter("letter not served", unsealed)
        self._note_incident(self._case("", code="SF-5"))

    def _case(self, until: str, **more: Any) -> Case:
        return Life(SCHOOL, until, **more).begin(self._world())

    def _note_task(self, name: str, case: Case, element: str, status: str = UserTask.Status.OPEN) -> None:
        task = UserTask.objects.get(instance__key=case.pk, element_id=element, status=status)
        self.things[name] = {"task_id": task.pk}
        if element == "verify":
            self.things["table of a verification"] = {"task_id": task.pk, "name": "items"}

    def _note_letter(self, name: str, case: Case) -> None:
        letter = Letter.objects.get(case=case)
        self.things[name] = {"case_id": case.pk, "version_id": letter.version_id}

    def _note_documents(self, case: Case) -> None:
        key = {"case_id": case.pk}
        proof = Evidence.objects.filter(finding__case=case).first()
        assert proof is not None
        self.things["proof"] = key | {"version_id": proof.version_id}
        self._note_letter("served letter", case)
        self.things["upload of the lead"] = key | {"version_id": self._announce(case, "照片.jpg")[0]}
        version, self.bytes_url = self._announce(case, "另一张.jpg")
        self.things["bytes of the lead"] = {"version": version}
        self.things["extension"] = key | {"message": "extension_requested"}
        self.things["transfer"] = key | {"message": "transfer_requested"}
        self.things["drawing"] = key | {"process_id": "rectify"}

    def _announce(self, case: Case, name: str) -> tuple[UUID, str]:
        """A file that the lead has not sent yet. Tickets run by the machine's clock, not by that of the story."""
        pending, ticket = begin_upload(
            holder=case.pk,
            type_code="DT-463",
            name=name,
            size=len(self.bytes_sent),
            by=self.people["lead"],
            at=timezone.now(),
        )
        return pending.pk, ticket.url

    def _note_incident(self, case: Case) -> None:
        instance = ProcessInstance.objects.get(key=case.pk)
        failure = TriggerFailed(instance.pk, None, "存储没有应答", {"kind": "advance"})
        record_incident(failure=failure, at=NOW)
        self.things["incident"] = {"incident_id": Incident.objects.get(instance=instance).pk}

    def _leave(self) -> None:
        """Long before today, whatever the clock says; what was done in the post stays done."""
        Membership.objects.filter(person=self.people["former"]).update(valid_to=date(2024, 12, 31))

    def _note_registers(self) -> None:
        lead = self.people["lead"]
        self.things["their school"] = {"pk": self.school.pk}
        self.things["their lead"] = {"pk": lead.pk}
        self.things["post of their lead"] = {
            "pk": lead.pk,
            "membership": Membership.objects.get(person=lead).pk,
        }
        change = DayChange(date(2026, 11, 2), working=False, name="校庆")
        apply_change([change], by=self.people["desk"], at=NOW)
        self.things["calendar change"] = {"pk": CalendarChange.objects.latest("pk").pk}
        self.things["year 2026"] = {"year": 2026}
        self.things["figures of papers"] = {"block": "papers"}
        recusal = register_recusal(
            person=self.people["inspector"], organisation=self.school, reason="子女在该校就读",
            first_day=date(2026, 4, 1), at=NOW, by=None,
        )  # fmt: skip
        self.things["recusal"] = {"pk": recusal.pk}
        # Long after today: it opens nothing.
        given = delegate(
            post=("RL-20", str(self.school.pk)), to=lead, processes=["rectify"], first_day=date(2090, 1, 1),
            last_day=date(2090, 1, 2), at=NOW, by=self.people["principal"],
        )  # fmt: skip
        self.things["delegation"] = {"pk": given.pk}
        self.things["a day off"] = {"kind": "days"}
        self.things |= policy_things(by=self.people["process"])
        self.things |= change_things(by=self.people["process"])
        misled = Case.objects.get(pk=self._case("repair", code="SF-6").pk)
        self.things |= repair_things(misled, by=self.people["process"])
        self.things["nothing"] = {}
        self.things["no publication"] = {"pk": 0}
        batch = make_batch(
            version=version_in_force("rectify", on=NOW.date()), element_id="finding_raised", day=NOW.date(),
            office=Organisation.objects.get(code="JJK"), respondents=[str(self.school.pk)], at=NOW,
        )  # fmt: skip
        self.things["batch"] = {"batch_id": batch.pk}
        self.things["a matter to begin"] = {"process_id": "entry", "form": "apply"}


def policy_things(*, by: Person) -> dict[str, Mapping[str, Any]]:
    """The policy itself, the ceiling of pay, and a proposal for it that waits."""
    proposal = propose(
        code="PRM_PAY_CAP", value=100, effective_from=date(2026, 9, 1), source="市级文件", by=by, at=NOW
    )
    plan = PolicyDocument.objects.get(short_name="实施方案")
    return {
        "the plan": {"pk": plan.pk},
        "no file of the plan": {"pk": plan.pk, "version": plan.pk},
        "a ceiling": {"code": proposal.code},
        "a proposal": {"code": proposal.code, "pk": proposal.pk},
    }
