"""Schools and vendors side by side, each with a case of its own whose every word carries its mark."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.cases.services.notices import notify
from casework.demo.register import load_register
from casework.organisations.models import Membership, Organisation, Person
from casework.scenarios.world import World
from documents.models import DocumentVersion
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy
from tests.access.life import Life
from tests.casework.cases.conftest import NOW

SCHOOLS = ("S01", "S02", "S03", "S04", "S05", "S06")
VENDORS = ("V01", "V02")
UNTIL = ("report", "repair", "receipt", "report", "plan", "repair", "repair", "report")


@dataclass(frozen=True)
class Tenant:
    """One school or vendor: who answers for it, and its case."""

    code: str
    organisation: Organisation
    person: Person
    case: Case

    @property
    def mark(self) -> str:
        return f"金丝雀{self.code}"

    @property
    def secrets(self) -> frozenset[str]:
        """What nobody of another school or vendor may ever read."""
        posts = Person.objects.filter(memberships__organisation=self.organisation).values_list(
            "post", flat=True
        )
        return frozenset({self.mark, self.case.number, str(self.case.pk), *posts})

    @property
    def keys(self) -> list[Mapping[str, Any]]:
        """What may stand in an address that leads to it: every version of a file, tasks to do and done."""
        case = {"case_id": self.case.pk, "message": "extension_requested", "process_id": "rectify"}
        tasks = UserTask.objects.filter(instance__key=self.case.pk)
        found = [tasks.open().first(), tasks.filter(status=UserTask.Status.COMPLETED).last()]
        versions = DocumentVersion.objects.filter(document__holder=self.case.pk).order_by("name")[:3]
        pairs = zip(versions, [*(task.pk for task in found if task), None], strict=False)
        return [
            case | {"version_id": v.pk, "version": v.pk} | ({"task_id": task} if task else {})
            for v, task in pairs
        ]

    @property
    def register_keys(self) -> Mapping[str, Mapping[str, Any]]:
        """The same for the registers, by the beginning of the address's name."""
        membership = Membership.objects.get(person=self.person)
        return {
            "organisations:organisation:": {"pk": self.organisation.pk},
            "organisations:person:": {"pk": self.person.pk, "membership": membership.pk},
        }


def build() -> list[Tenant]:
    load_register(date(2026, 4, 24))
    seed_official()
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=NOW)
    return [_tenant(code, until) for code, until in zip((*SCHOOLS, *VENDORS), UNTIL, strict=True)]


def _tenant(code: str, until: str) -> Tenant:
    organisation = Organisation.objects.get(code=code)
    is_vendor = code in VENDORS
    person = Person.objects.get(username=f"{code.lower()}-{'clerk' if is_vendor else 'principal'}")
    leader, worker = ("RL-30", "RL-30") if is_vendor else ("RL-20", "RL-21")
    life = Life(
        organisation.short_name,
        until,
        mark=f"金丝雀{code}",
        repaired=(1, 2) if until == "report" else (1,),
        receives=leader,
        answers=leader,
        works=worker,
    )
    case = life.begin(World())
    notify(case=case, roles=[leader], scope=str(organisation.pk), text=f"金丝雀{code}·提醒", at=NOW)
    return Tenant(code, organisation, person, case)
