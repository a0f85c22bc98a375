"""A vendor of the city library that a school wants: the case stands at the vendor's papers (path A of D01)."""

from datetime import datetime, timedelta

from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.cases.services import begin, beginnings
from casework.organisations.models import Organisation, Person
from casework.scenarios.settings import set_terms
from casework.scenarios.vendors import register_vendor
from casework.scenarios.world import OFFICES, World
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy

TERM = "2026—2027学年第二学期"
VENDOR = {
    "name": "蓝舟科技活动中心",
    "kind": "VENDOR",
    "categories": ["science"],
    "people": [{"name": "张三", "speciality": "机器人"}],
    "library": [{"level": "CITY", "valid_to": "2030-08-31"}],
}


def entry_case(*, at: datetime) -> tuple[Case, Person]:
    """The case, and the clerk of the vendor who is to hand in."""
    seed_official()
    deploy(bundle=read_bundle(DEFINITIONS / "ven_vet"), at=at)
    world = World()
    vendor = register_vendor(VENDOR, world.bureau())
    for code in OFFICES:
        world.office(code)
    clerk = world.actor(role="RL-30", scope=vendor, at=at)
    school = world.organisation("银杏一小")
    return _application(world, vendor, school, at), clerk


def _application(world: World, vendor: Organisation, school: Organisation, at: datetime) -> Case:
    by = world.actor(role="RL-21", scope=school, at=at)
    offered = next(b for b in beginnings(world.standing(by, at)) if b.key == ("ven_vet", "apply"))
    today = at.date()
    ends = str(today + timedelta(days=100))
    set_terms([{"name": TERM, "from": str(today - timedelta(days=30)), "to": ends}])
    raw = {
        "subject": str(vendor.pk),
        "term": TERM,
        "first_session_on": str(today + timedelta(days=60)),
        "courses": [
            {"name": "机器人", "category": "science", "grades": "四年级", "times": "周三16:30", "head_count": "24",
             "price": "120.00"}
        ],
        "ground": "feature",
        "reason": "校内没有能开这门课的师资。",
        "items_all": "25",
        "items_third_party": "5",
        "group_formed": "true",
        "outcome": "apply",
    }  # fmt: skip
    return begin(beginning=offered, raw=raw, starter=str(school.pk), by=by, at=at)
