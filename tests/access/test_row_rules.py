"""Row-level rules 4, 6 and 7 of domain.md §4.4, each by its number.

The others: 1 and 2 ``test_tenants``, ``test_market``, ``inbox/test_two_sides``; 3 ``papers/test_sensitive``; 5
``inbox/test_withheld``; 8 ``expiry/test_pages``; 9 ``test_departures``; 10 ``test_delegation``, ``test_delegated_actions``.
"""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.cases.services import NotAllowed, complete_task
from casework.evidence.packing import pack
from casework.findings.informants import informant_of
from casework.organisations.models import Membership, Organisation, Person
from casework.organisations.services import appoint, standing_of
from casework.papers.models import Paper
from casework.permits.models import Permit
from casework.reports.blocks import BLOCKS
from casework.scenarios.sheets import sheet
from documents.services import store_bytes
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.inbox.conftest import CHECKED, Desk, browser, desk
from tests.casework.inbox.test_new_case import ADDRESS, filled

__all__ = ["browser", "desk"]
pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
Browser = Callable[[Person], Client]
CANARY = "金丝雀反映人13900000000"


def hire(desk: Desk, name: str, role: str, place: Organisation) -> Person:
    """Through the register, which knows which role stands where."""
    person = Person.objects.create(username=name, post=name)
    appoint(
        person=person,
        organisation=place,
        role=role,
        first_day=date(2020, 1, 1),
        last_day=None,
        at=NOW,
        by=None,
    )
    return person


def numbers(client: Client, case: Case) -> bool:
    return case.number in client.get("/cases/?state=all").content.decode()


def test_rule_4_an_inspector_of_a_school_reads_that_school_and_others_only_where_he_was_sent(
    desk: Desk, browser: Browser
) -> None:
    inspector = hire(desk, "责任督学", "RL-07", desk.school)
    own, other = desk.case(), desk.case(title="枫林中学金丝雀")
    Case.objects.filter(pk=other.pk).update(respondent=desk.neighbour_school)
    client = browser(inspector)
    assert numbers(client, own)
    assert client.get(f"/cases/{own.pk}/").status_code == 200
    # The whole of it: what both sides said, as supervision reads it, and what is still withheld from the school.
    Case.objects.filter(pk=own.pk).update(withheld=True)
    assert client.get(f"/cases/{own.pk}/").status_code == 200
    assert browser(desk.principal).get(f"/cases/{own.pk}/").status_code == 404
    assert not numbers(client, other)
    assert client.get(f"/cases/{other.pk}/").status_code == 404
    assert not Permit.objects.visible_to(standing_of(inspector, NOW.date())).exists()
    # Supervision of the district reads both; and sent to the other school, so does he.
    assert numbers(browser(hire(desk, "专职督学", "RL-07", desk.office)), other)
    task = desk.task(other, "check")
    task.assignee, task.scope = inspector, str(desk.school.pk)
    task.save(update_fields=["assignee", "scope"])
    assert client.get(f"/cases/{other.pk}/").status_code == 200


def test_rule_4_the_inspector_of_a_school_is_none_of_its_people(desk: Desk) -> None:
    """He judges it for the office that he works for too, which no teacher of the school may (回避)."""
    inspector, case = hire(desk, "责任督学", "RL-07", desk.school), desk.case()
    for person in (inspector, desk.teacher):
        desk.join(person, "RL-03", desk.office)

    def check(by: Person) -> None:
        task, standing = desk.task(case, "check"), standing_of(by, NOW.date())
        complete_task(task_id=task.pk, raw=CHECKED, by=by, standing=standing, at=NOW)

    with pytest.raises(NotAllowed, match="回避"):
        check(desk.teacher)
    check(inspector)


def test_rule_6_who_complained_is_read_by_the_handler_alone_and_leaves_with_no_file(
    desk: Desk, browser: Browser
) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=NOW)
    posted = filled(desk, source="complaint", informant=CANARY)
    assert browser(desk.first).post(ADDRESS, posted).status_code == 302
    case = Case.objects.get(source="complaint")
    address = f"/cases/{case.pk}/"
    assert CANARY in browser(desk.first).get(address).content.decode()
    for person in (desk.second, desk.head, desk.deputy):
        page = browser(person).get(address).content.decode()
        assert CANARY not in page
        assert "只有登记人能看到" in page
    Case.objects.filter(pk=case.pk).update(withheld=False)
    side = browser(desk.principal).get(address)
    assert side.status_code == 200
    assert "反映人" not in side.content.decode()
    # Nor does an officer who belongs to the school learn that there is one, though he registered it himself.
    desk.join(desk.first, "RL-23", desk.school)
    assert informant_of(case, standing_of(desk.first, NOW.date())) == (False, "")
    with ZipFile(pack(case=case, by=desk.first, at=NOW).file) as archive:
        for name in archive.namelist():
            assert CANARY.encode() not in archive.read(name), name
    for person in (desk.first, desk.principal):
        for tab in ("todo", "read", "done", "started"):
            assert CANARY not in browser(person).get(f"/inbox/?tab={tab}&q={CANARY[:3]}").content.decode()


def test_rule_7_the_authorities_above_read_sums_and_what_is_sent_to_them_and_nothing_else(
    desk: Desk, browser: Browser, settings: Any
) -> None:
    city = Organisation.objects.create(code="NC", name="市教育局", short_name="市教育局", kind="BUREAU")
    Organisation.objects.filter(pk=desk.bureau.pk).update(parent=city)
    reader = hire(desk, "市级", "RL-50", city)
    case = desk.case(title="金丝雀整改")
    vendor = desk._organisation("V01", Organisation.Kind.VENDOR, None)
    version = store_bytes(
        holder=vendor.pk,
        type_code="DT-216",
        name="身份证.pdf",
        by=desk.first,
        at=NOW,
        title="身份证",
        content=sheet("身份证", title="身份证"),
    )
    paper = Paper.objects.create(
        subject=vendor, type_code="DT-216", document=version.document, created_at=NOW, created_by=desk.first
    )
    client, here = browser(reader), standing_of(reader, NOW.date())
    # Sums: his district's open matter is counted, no number leads anywhere, nobody is named.
    shown = client.get("/reports/?period=year&on=2026-04-24")
    overdue = next(block for block in shown.context["page"].blocks if block.key == "overdue")
    assert overdue.figures[0].cell.value == 1
    html = shown.content.decode()
    assert case.number not in html
    assert "/cases/?" not in html
    assert "甲" not in html
    assert "点数字" not in html
    # He has the charts of the offices, and none of them leads anywhere.
    assert "<svg" in overdue.chart
    assert not any("href" in block.chart for block in shown.context["page"].blocks)
    taken = client.post("/reports/overdue.xlsx?period=year&on=2026-04-24")
    assert load_workbook(BytesIO(taken.content)).active["B5"].value == 1
    assert {key for key in BLOCKS if client.post(f"/reports/{key}.xlsx").status_code == 404} == {
        "papers",
        "people",
    }
    # Rows and files: none.
    assert not visible_cases(here).exists()
    assert not Paper.objects.visible_to(here).exists()
    assert "金丝雀" not in client.get("/cases/?state=all").content.decode()
    for hidden in (f"/cases/{case.pk}/", f"/evidence/{case.pk}/", reverse("vendors:paper:detail", args=[paper.pk]),
                   reverse("vendors:paper:open", args=[paper.pk])):  # fmt: skip
        assert client.get(hidden).status_code in {403, 404}, hidden


def test_rule_7_sums_are_those_of_the_districts_beneath(desk: Desk, browser: Browser) -> None:
    city = Organisation.objects.create(code="NC", name="市教育局", short_name="市教育局", kind="BUREAU")
    Organisation.objects.filter(pk=desk.bureau.pk).update(parent=city)
    elsewhere = Organisation.objects.create(code="JJ", name="他市", short_name="他市", kind="BUREAU")
    desk.case()

    def counted(place: Organisation) -> tuple[int, int]:
        page = browser(hire(desk, place.name, "RL-50", place)).get("/reports/?period=year&on=2026-04-24")
        blocks = {block.key: block for block in page.context["page"].blocks}
        return blocks["overdue"].figures[0].cell.value, blocks["coverage"].figures[1].cell.value

    assert counted(city) == (1, Organisation.objects.filter(kind="SCHOOL").count())
    assert counted(elsewhere) == (0, 0)
    assert Membership.objects.filter(role="RL-50").count() == 2
