"""Who has the page, and that it counts nothing that its reader may not open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.audit.models import Event
from tests.casework.reports.conftest import Browser, District
from tests.casework.reports.reading import ADDRESS, blocks, figures, table

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def test_a_principal_sees_his_own_school_only(town: District, browser: Browser) -> None:
    found = blocks(browser(town.principal))
    assert table(found["overdue"]) == {"S10": [1, 1]}
    assert figures(found["rectification"])["到期问题"] == 4
    assert table(found["filings"])["课后服务安排备案"][:4] == [1, 1, 0, 0]
    assert figures(found["coverage"])["学校"] == 1
    assert list(table(found["people"])) == ["课后负责人"]
    html = browser(town.principal).get(ADDRESS).content.decode()
    assert "本校一览" in html
    assert "S11" not in html


def test_what_is_not_to_be_opened_is_not_counted(town: District, browser: Browser) -> None:
    """The teacher development centre reads what concerns teaching."""
    found = blocks(browser(town.centre))
    assert figures(found["coverage"])["到校次数"] == 1
    assert not found["overdue"].rows
    assert figures(found["rectification"])["到期问题"] == 0


@pytest.mark.parametrize("who", ["auditor", "lead"])
def test_others_have_no_such_page(town: District, browser: Browser, who: str) -> None:
    client = browser(getattr(town, who))
    assert client.get("/reports/").status_code == 403
    assert client.post("/reports/papers.xlsx").status_code == 403
    assert "/reports/" not in client.get("/calendar/").content.decode()


def test_a_block_that_there_is_not_is_not_found(town: District, browser: Browser) -> None:
    assert browser(town.leader).post("/reports/wages.xlsx").status_code == 404
    assert not Event.objects.filter(kind="report.exported").exists()


def test_the_statements_do_not_grow_with_the_district(town: District, browser: Browser) -> None:
    client = browser(town.leader)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for number in range(8):
        school = town._organisation(f"X{number}", "SCHOOL", town.bureau)
        case = town.case("ZG", school, "2026-03-02")
        town.due(case, "rectify", "2026-03-20", met="2026-03-19")
        town.finding(case)
        town.task(case, school, due="2026-04-01", by=town._person(f"人{number}", "RL-21", school))
        town.case("JC", school, "2026-03-10")
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)
    assert len(many) == len(few)
