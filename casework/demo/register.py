"""The demo district: nine offices, twelve schools, and people as posts (domain.md §6.1). All invented."""

from datetime import date

from django.contrib.auth.hashers import make_password

from casework.demo.outsiders import load_outsiders
from casework.organisations.models import Membership, Organisation, Person, Role

PASSWORD = "banjie-demo"  # noqa: S105  the demo says it on its login page
SINCE = date(2024, 1, 1)
Kind = Organisation.Kind

OFFICES = {
    "JJK": "基教科",
    "CYG": "成幼股",
    "HDZX": "活动中心",
    "DDS": "督导室",
    "JSFZ": "区教师发展中心",
    "BGS": "办公室",
    "JC": "计财科",
    "RSJJ": "人事纪检",
    "JLD": "局领导",
}
SCHOOLS = {
    "S01": "银杏一小",
    "S02": "银杏二小",
    "S03": "石榴小学",
    "S04": "云杉小学",
    "S05": "白桦小学",
    "S06": "紫藤小学",
    "S07": "青竹小学",
    "S08": "海棠九年一贯制学校",
    "S09": "木樨九年一贯制学校",
    "S10": "松涛中学",
    "S11": "枫林中学",
    "S12": "梧桐中学",
}

# user name, post, office, role
OFFICERS = (
    ("jjk", "基教科 经办", "JJK", Role.BASIC_EDUCATION),
    ("jjk2", "基教科 经办二", "JJK", Role.BASIC_EDUCATION),
    ("jjk-head", "基教科 负责人", "JJK", Role.HEAD_OF_OFFICE),
    ("cyg", "成幼股 经办", "CYG", Role.ADULT_PRESCHOOL),
    ("cyg-head", "成幼股 负责人", "CYG", Role.HEAD_OF_OFFICE),
    ("hdzx", "活动中心 经办", "HDZX", Role.ACTIVITY_CENTRE),
    ("hdzx-head", "活动中心 负责人", "HDZX", Role.HEAD_OF_OFFICE),
    ("dds", "督导室 督学", "DDS", Role.SUPERVISION),
    ("dds2", "督导室 督学二", "DDS", Role.SUPERVISION),
    ("dds-head", "督导室 负责人", "DDS", Role.HEAD_OF_OFFICE),
    ("jsfz", "教师发展中心 教研员", "JSFZ", Role.TEACHER_DEVELOPMENT),
    ("jsfz-head", "教师发展中心 负责人", "JSFZ", Role.HEAD_OF_OFFICE),
    ("bgs", "办公室 文秘", "BGS", Role.GENERAL_OFFICE),
    ("jc", "计财科 经办", "JC", Role.FINANCE),
    ("rsjj", "人事纪检 经办", "RSJJ", Role.PERSONNEL),
    ("leader", "分管领导", "JLD", Role.DEPUTY_DIRECTOR),
    ("director", "主要领导", "JLD", Role.DIRECTOR),
    ("manager", "流程管理员", "BGS", Role.PROCESS_MANAGER),
    ("sysadmin", "系统管理员", "BGS", Role.SYSTEM_ADMIN),
    ("security", "安全管理员", "BGS", Role.SECURITY_ADMIN),
    ("auditor", "审计管理员", "BGS", Role.AUDITOR),
)
# Roles that diagrams scope to the whole district are held in the bureau itself.
DISTRICT_ROLES = {Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.GENERAL_OFFICE}
SCHOOL_POSTS = (
    ("principal", "校长", Role.PRINCIPAL),
    ("lead", "课后服务负责人", Role.AFTER_SCHOOL_LEAD),
    ("duty", "值班行政", Role.DUTY_LEADER),
)


def load_register(today: date) -> None:
    """Create every organisation, person and membership; nothing may be there yet."""
    bureau = _organisation("QSH", "南昌市青山湖区教育体育局（演示）", "区教体局", Kind.BUREAU, None)
    offices = {
        code: _organisation(code, f"{name}（演示）", name, Kind.OFFICE, bureau)
        for code, name in OFFICES.items()
    }
    schools = {
        code: _organisation(code, f"{name}（演示）", name, Kind.SCHOOL, bureau)
        for code, name in SCHOOLS.items()
    }
    password = make_password(PASSWORD)
    for username, post, office, role in OFFICERS:
        home = bureau if role in DISTRICT_ROLES else offices[office]
        _person(username, post, password, home, role)
    for code, school in schools.items():
        for suffix, post, role in SCHOOL_POSTS:
            _person(f"{code.lower()}-{suffix}", f"{school.short_name} {post}", password, school, role)
    load_outsiders(bureau=bureau, password=password, today=today)


def _organisation(
    code: str, name: str, short_name: str, kind: str, parent: Organisation | None
) -> Organisation:
    return Organisation.objects.create(code=code, name=name, short_name=short_name, kind=kind, parent=parent)


def _person(username: str, post: str, password: str, organisation: Organisation, role: Role) -> Person:
    person = Person.objects.create(
        username=username, post=post, password=password, staff_number=f"P-{username.upper()}"
    )
    Membership.objects.create(person=person, organisation=organisation, role=role, valid_from=SINCE)
    return person
