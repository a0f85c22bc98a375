"""Twenty schools that bring in twenty vendors: pairs that share a matter, and know nothing of the other pairs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.organisations.models import Membership, Organisation, Person
from casework.papers.models import Paper, Requirement
from casework.permits.models import Permit
from casework.scenarios.answers import answer
from casework.scenarios.permits import register_permit
from casework.scenarios.settings import set_terms
from casework.scenarios.staging import begin_scenario
from casework.scenarios.vendors import register_vendor
from casework.scenarios.world import World
from documents.models import DocumentVersion
from processes.bundle import DEFINITIONS, read_bundle
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW

SIZE = 20
TERM = "2025—2026学年第二学期"
GIVEN = ("DT-211", "DT-216", "DT-241")


@dataclass
class Pair:
    """A school and its vendor. ``inner`` is the school's own, ``secrets`` are of both; ``keys`` lead to what is theirs."""

    number: int
    school: Person
    vendor: Person
    case: Case
    inner: frozenset[str]
    secrets: frozenset[str]
    keys: dict[str, list[Any]] = field(default_factory=dict)


def build() -> list[Pair]:
    seed_official()
    set_terms([{"name": TERM, "from": "2026-03-02", "to": "2026-06-26"}])
    world = World()
    for code in ("CYG", "HDZX", "JJK"):
        world.office(code)
    for folder in ("ven_vet", "lib_entry"):
        deploy(bundle=read_bundle(DEFINITIONS / folder), at=NOW)
    return [_pair(number, world) for number in range(SIZE)]


def _pair(number: int, world: World) -> Pair:
    mark = f"金丝雀{number:02d}"
    school = Organisation.objects.create(
        code=f"K{number:02d}", name=f"第{number:02d}学校", short_name=f"第{number:02d}学校", kind="SCHOOL",
        parent=world.bureau(),
    )  # fmt: skip
    raw = {
        "name": f"第{number:02d}机构", "categories": ["science"], "people": [{"name": f"{mark}师"}],
        "library": [{"level": "CITY"}],
    }  # fmt: skip
    vendor = register_vendor(raw, world.bureau())
    lead, clerk = _person(f"{mark}负责人", "RL-21", school), _person(f"{mark}经办", "RL-30", vendor)
    case = begin_scenario(world, _start(school, vendor, mark))
    said: dict[str, Any] = {"*": None, **{code: {} for code in GIVEN}}
    answer(case, said=said, by=clerk, at=case.opened_at)
    permit = register_permit(vendor.name, _permit(school, mark), world) if number % 2 else None
    keys = _keys(case, permit, (school, vendor), (lead, clerk))
    ids = {str(key) for name in ("case_id", "task_id", "version_id") for key in keys[name]}
    return Pair(
        number, lead, clerk, case,
        inner=frozenset({f"{mark}理由"}),
        secrets=frozenset({f"{mark}理由", f"{mark}师", case.number, lead.post, clerk.post, *ids}),
        keys=keys,
    )  # fmt: skip


def _person(post: str, role: str, organisation: Organisation) -> Person:
    person = Person.objects.create(username=post, post=post)
    Membership.objects.create(
        person=person, organisation=organisation, role=role, valid_from=date(2020, 1, 1)
    )
    return person


def _start(school: Organisation, vendor: Organisation, mark: str) -> Mapping[str, Any]:
    form = {
        "subject": f"@organisation:{vendor.short_name}", "term": TERM, "first_session_on": "2026-05-11",
        "courses": [{"name": "机器人", "category": "science", "grades": "三年级", "times": "周三", "head_count": 20,
                     "price": "100.00"}],
        "ground": "feature", "reason": f"{mark}理由", "items_all": 25, "items_third_party": 5, "group_formed": True,
        "outcome": "apply",
    }  # fmt: skip
    return {"process": "ven_vet", "by": f"RL-21@{school.short_name}", "at": "2026-04-23T09:00", "form": form}


def _permit(school: Organisation, mark: str) -> Mapping[str, Any]:
    return {
        "school": school.short_name, "people": [f"{mark}师"], "courses": ["航模"], "from": "2026-03-02",
        "to": "2026-06-26", "papers": [{"type": "DT-231", "valid_to": "2026-12-31"}],
    }  # fmt: skip


def _keys(
    case: Case, permit: Permit | None, places: tuple[Organisation, ...], people: tuple[Person, ...]
) -> dict[str, list[Any]]:
    """Ids by the parameter of an address that takes them."""
    papers = Paper.objects.filter(subject=case.respondent)
    holders = [case.pk, *(place.pk for place in places)]
    versions = list(DocumentVersion.objects.filter(document__holder__in=holders).values_list("pk", flat=True))
    return {
        "case_id": [case.pk, *([permit.application_id] if permit else [])],
        "task_id": list(UserTask.objects.filter(instance__key=case.pk).values_list("pk", flat=True)),
        "requirement_id": list(Requirement.objects.filter(case=case).values_list("pk", flat=True)[:4]),
        "version_id": versions,
        "version": versions,
        "pk": [*papers.values_list("pk", flat=True), *(o.pk for o in places), *(p.pk for p in people),
               *([permit.pk] if permit else [])],
        "person": [p.pk for p in people],
        "membership": list(Membership.objects.filter(person__in=people).values_list("pk", flat=True)),
    }  # fmt: skip
