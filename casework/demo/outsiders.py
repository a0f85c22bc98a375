"""The vendors and individuals of the demo district (domain.md §6.1): 40 organisations, 20 individuals. All invented."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import product
from typing import Any

from casework.cases.clock import LOCAL
from casework.library.services import entries
from casework.organisations.models import Membership, Organisation, Person, Role
from casework.scenarios.vendors import register_vendor
from casework.vendors.models import Category

Kind = Organisation.Kind
ROLES = {Kind.VENDOR: (Role.VENDOR_CLERK, "经办"), Kind.INDIVIDUAL: (Role.INDIVIDUAL, "本人"),
         Kind.TRAINING_UNIT: (Role.TRAINING_UNIT, "联系人")}  # fmt: skip
# Those that stories speak of, with the people they send.
NAMED: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("蓝舟科技活动中心", Category.SCIENCE, "CITY", ("蓝师一", "蓝师二")),
    ("小苔艺术社", Category.ARTS, "CITY", ("苔师一", "苔师二")),
    ("飞羽体育俱乐部", Category.SPORTS, "CITY", ("飞师一",)),
    ("墨禾书法工作室", Category.HERITAGE, "DISTRICT", ("墨师一",)),
    ("星阶编程坊", Category.SCIENCE, "DISTRICT", ("星师一", "星师二")),
    ("拾光科学社", Category.SCIENCE, "", ("拾师一",)),
)
PLANTS = ("青禾", "白鹭", "云岫", "石榴红", "溪亭", "远帆", "松影", "棠梨", "竹里馆", "南风")
TRADES = (("少儿体育中心", Category.SPORTS), ("艺术工坊", Category.ARTS), ("科学营地", Category.SCIENCE),
          ("劳动实践基地", Category.LABOUR))  # fmt: skip
CRAFTS = ("篆刻", "剪纸", "古琴", "瓷绘", "武术", "象棋", "竹编", "采茶戏", "夏布绣", "航模")


def load_outsiders(*, bureau: Organisation, password: str, today: date) -> None:
    """Register everybody with an account, a profile, people and a library entry."""
    for number, raw in enumerate(_everybody(), 1):
        place = register_vendor(raw, bureau)
        code = f"V{number:02d}" if raw["kind"] == Kind.VENDOR else f"P{number:02d}"
        Organisation.objects.filter(pk=place.pk).update(code=code)
        role, post = ROLES[raw["kind"]]
        if raw["level"]:
            _enter(place, raw, number, today)
        _account(f"{code.lower()}-clerk", f"{place.short_name} {post}", password, place, role)


def _everybody() -> Iterator[dict[str, Any]]:
    for name, category, level, people in NAMED:
        yield _vendor(name, category, level, people)
    made = list(product(PLANTS, TRADES))[: 40 - len(NAMED)]
    for number, (plant, (trade, category)) in enumerate(made):
        level = ("CITY", "DISTRICT", "DISTRICT", "")[number % 4]
        yield _vendor(f"{plant}{trade}", category, level, (f"{plant}师一", f"{plant}师二")[: 1 + number % 2])
    yield _individual("退休教师篆刻甲", Category.HERITAGE, "", retired=True)
    yield _individual("短跑教练甲", Category.SPORTS, "", sports=True)
    for number in range(18):
        level = ("DISTRICT", "CITY", "")[number % 3]
        yield _individual(
            f"{CRAFTS[number % 10]}艺人{'甲乙'[number // 10]}",
            Category.HERITAGE,
            level,
            retired=number % 4 == 0,
        )


def _vendor(name: str, category: str, level: str, people: tuple[str, ...]) -> dict[str, Any]:
    return {
        "name": name, "kind": Kind.VENDOR, "categories": [category], "people": [{"name": one} for one in people],
        "level": level,
    }  # fmt: skip


def _individual(
    name: str, category: str, level: str, *, retired: bool = False, sports: bool = False
) -> dict[str, Any]:
    return {
        "name": name, "kind": Kind.INDIVIDUAL, "categories": [category], "sports": sports,
        "people": [{"name": name, "retired": retired}], "level": level,
    }  # fmt: skip


def _enter(place: Organisation, raw: dict[str, Any], number: int, today: date) -> None:
    """In the library since the last school year, long enough for stories that began in it; a few are out again."""
    first, last = _school_years(today)
    entry = entries.enter(
        organisation=place,
        level=raw["level"],
        categories=raw["categories"],
        valid_to=last,
        case=None,
        at=datetime.combine(first, time(9), LOCAL),
        by=None,
        source_document=f"洪教演示字〔{first.year}〕1号" if raw["level"] == "CITY" else "",
    )
    later, bar = datetime.combine(today, time(9), LOCAL), last.replace(year=last.year + 1)
    if number % 17 == 15:
        entries.suspend(entry=entry, reason="监管平台显示停业整顿", at=later, by=None)
    elif number % 17 == 16:
        entries.remove(
            entry=entry, reason="擅自收取家长费用，核实后清退", at=later, by=None, barred_until=bar
        )


def _school_years(today: date) -> tuple[date, date]:
    """From the first day of the last one to the last day of this one."""
    year = today.year if today.month >= 9 else today.year - 1
    return date(year - 1, 9, 1), date(year + 1, 8, 31)


def _account(username: str, post: str, password: str, place: Organisation, role: str) -> None:
    person = Person.objects.create(
        username=username, post=post, password=password, staff_number=f"P-{username.upper()}"
    )
    Membership.objects.create(person=person, organisation=place, role=role, valid_from=date(2024, 1, 1))
