"""The 60 schools and 140 vendors of the district, with the people who act for them. All invented."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from casework.demo.district.sizes import SCHOOLS, VENDORS
from casework.demo.register import SCHOOL_POSTS, SINCE
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.organisations.naming import searchable
from casework.vendors.models import Category, Instructor, VendorProfile

_PLANTS = (
    "香樟",
    "金桂",
    "白玉兰",
    "雪松",
    "垂柳",
    "丁香",
    "杜鹃",
    "芙蓉",
    "茶花",
    "月桂",
    "水杉",
    "红枫",
    "蔷薇",
    "石竹",
    "荷塘",
    "兰草",
)
_KINDS = (("小学", 12), ("实验小学", 12), ("中学", 12), ("九年一贯制学校", 12))
_MAKERS = (
    "晨光",
    "知行",
    "博雅",
    "启明",
    "朝阳",
    "和乐",
    "童心",
    "远航",
    "明德",
    "蓝天",
    "新芽",
    "乐学",
    "致远",
    "星河",
    "青云",
)
_TRADES = (("足球俱乐部", Category.SPORTS), ("美术馆", Category.ARTS), ("创客空间", Category.SCIENCE), ("合唱团", Category.ARTS),
           ("田径训练营", Category.SPORTS), ("书法院", Category.HERITAGE), ("劳动基地", Category.LABOUR))  # fmt: skip


@dataclass(frozen=True)
class Place:
    """``people`` by role; ``instructors`` in the order in which they were registered."""

    organisation: Organisation
    people: dict[str, Person]
    instructors: tuple[UUID, ...] = ()


def settle(*, today: date, at: datetime) -> None:
    """Register what is missing of the schools and vendors, beside those of the demo."""
    bureau = Organisation.objects.get(kind=Organisation.Kind.BUREAU)
    _schools(bureau)
    _vendors(bureau, at)


def places(kind: str, today: date) -> list[Place]:
    """Every organisation of ``kind``, by code."""
    people: dict[UUID, dict[str, Person]] = defaultdict(dict)
    held = Membership.objects.active_on(today).filter(organisation__kind=kind, person__is_active=True)
    for one in held.select_related("person").order_by("-pk"):
        people[one.organisation_id][one.role] = one.person
    hands: dict[UUID, list[UUID]] = defaultdict(list)
    for owner, key in Instructor.objects.order_by("created_at", "name").values_list("organisation", "pk"):
        hands[owner].append(key)
    found = Organisation.objects.filter(kind=kind, is_active=True).order_by("code")
    return [Place(one, people[one.pk], tuple(hands[one.pk])) for one in found if people[one.pk]]


def _schools(bureau: Organisation) -> None:
    known = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL).count()
    names = [f"{plant}{kind}" for (kind, _), plant in product(_KINDS, _PLANTS)][: SCHOOLS - known]
    codes = [f"S{number:02d}" for number in range(known + 1, known + 1 + len(names))]
    _enter(bureau, Organisation.Kind.SCHOOL, dict(zip(codes, names, strict=True)), SCHOOL_POSTS)


def _vendors(bureau: Organisation, at: datetime) -> None:
    known = Organisation.objects.filter(kind=Organisation.Kind.VENDOR).count()
    named = list(product(_MAKERS, _TRADES))[: VENDORS - known]
    codes = [f"V{number:03d}" for number in range(known + 1, known + 1 + len(named))]
    names = {code: f"{maker}{trade}" for code, (maker, (trade, _)) in zip(codes, named, strict=True)}
    made = _enter(bureau, Organisation.Kind.VENDOR, names, (("clerk", "经办", Role.VENDOR_CLERK),))
    VendorProfile.objects.bulk_create(
        VendorProfile(organisation=vendor, credit_code="", categories=[category])
        for vendor, (_, (_, category)) in zip(made, named, strict=True)
    )
    Instructor.objects.bulk_create(
        Instructor(organisation=vendor, name=f"{vendor.short_name[:2]}师{sign}", created_at=at)
        for vendor in made
        for sign in "甲乙"
    )


def _enter(
    bureau: Organisation, kind: str, names: dict[str, str], posts: tuple[tuple[str, str, Role], ...]
) -> list[Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            code=code, name=f"{name}（演示）", short_name=name, kind=kind, parent=bureau,
            search_text=searchable(f"{name}（演示）", name),
        )
        for code, name in names.items()
    )  # fmt: skip
    wanted = [(place, suffix, post, role) for place in made for suffix, post, role in posts]
    # Nobody has a password: these accounts are entered from the cards of a demonstration or not at all.
    people = Person.objects.bulk_create(
        Person(
            username=f"{place.code.lower()}-{suffix}", post=f"{place.short_name} {post}", password=UNUSABLE_PASSWORD_PREFIX,
            staff_number=f"P-{place.code}-{suffix.upper()}", search_text=searchable(f"{place.short_name} {post}"),
        )
        for place, suffix, post, _ in wanted
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(person=person, organisation=place, role=role, valid_from=SINCE)
        for person, (place, _, _, role) in zip(people, wanted, strict=True)
    )
    return made
