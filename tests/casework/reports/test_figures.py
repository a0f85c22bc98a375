"""Every figure against a district that was counted by hand, and against the list that it leads to."""

import pytest

from casework.cases.models import Case
from casework.letters.models import Letter
from tests.casework.cases.conftest import NOW
from tests.casework.reports.conftest import Browser, District
from tests.casework.reports.reading import blocks, figures, table, values

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]


def test_rectified_in_time_by_month(town: District, browser: Browser) -> None:
    block = blocks(browser(town.leader))["rectification"]
    rows = table(block)
    #                                due, on time, extended, late, missing, rate
    assert rows["2026年3月"] == [5, 4, 2, 1, 0, 80.0]
    assert rows["2026年4月"] == [1, 0, 0, 0, 1, 0.0]
    assert rows["2026年2月"] == [0, 0, 0, 0, 0, None]
    assert figures(block) == {"按期整改率": 66.7, "到期问题": 6, "其中延期后按期": 2}


def test_open_and_overdue_by_school_worst_first(town: District, browser: Browser) -> None:
    block = blocks(browser(town.leader))["overdue"]
    assert list(table(block).items()) == [("S10", [1, 1]), ("S11", [1, 0])]
    assert figures(block) == {"在办整改": 2, "已超期": 1}


def test_first_recheck_and_median_time(town: District, browser: Browser) -> None:
    block = blocks(browser(town.leader))["recheck"]
    # Four findings were rechecked, one of them passed in its second round only.
    assert figures(block) == {"首次复查通过率": 75.0, "首次复查问题": 4, "整改用时中位数": 12.5}
    rows = table(block)
    # From 3 March to the 16th are 9 working days, to the 25th 16.
    assert rows["L2 较重"] == [3, 9, 9, 16]
    assert rows["L3 严重"] == [1, 16, 16, 16]
    assert rows["L1 一般"] == [0, None, None, None]


def test_filings_in_time_late_missing_and_not_due_yet(town: District, browser: Browser) -> None:
    rows = table(blocks(browser(town.leader))["filings"])
    #                                       all, on time, late, missing, waiting, rate
    assert rows["课后服务安排备案"] == [2, 1, 1, 0, 0, 50.0]
    assert rows["差异化发放方案备案"] == [2, 0, 0, 1, 1, 0.0]
    assert rows["收费公示备案"] == [0, 0, 0, 0, 0, None]


def test_a_school_visited_twice_is_one_school(town: District, browser: Browser) -> None:
    block = blocks(browser(town.leader))["coverage"]
    assert table(block)["月度检查"] == [1, 1, 2, 50.0]
    assert table(block)["下校视导"] == [1, 1, 1, 50.0]
    assert table(block)["专项督导"] == [0, 2, 0, 0.0]
    assert figures(block) == {"到过的学校": 100.0, "学校": 2, "到校次数": 3}


def test_circulars_in_time_late_and_missing_and_who_signed_for_them(town: District, browser: Browser) -> None:
    letter = Letter.objects.create(
        case=Case.objects.filter(kind="JC", respondent=town.office)[0], definition="OD-06", title="通报",
        addressee=town.school, drafted_at=NOW,
    )  # fmt: skip
    for school, read_at in ((town.school, NOW), (town.neighbour_school, None)):
        letter.copies.create(
            recipient=school, served_at=NOW, read_at=read_at, read_by=town.lead if read_at else None
        )
    block = blocks(browser(town.leader))["circulars"]
    assert table(block)["检查情况通报"] == [3, 1, 1, 1, 0, 33.3]
    assert figures(block) == {"通报及时率": 33.3, "到期未通报": 1, "学校签收率": 50.0}


def test_papers_by_days_left_at_their_edges(town: District, browser: Browser) -> None:
    block = blocks(browser(town.leader))["papers"]
    assert sorted(table(block).values()) == [[0, 0, 1, 1, 2], [2, 1, 0, 0, 3]]
    assert figures(block) == {"60天内到期": 5, "7天内到期": 2}


def test_workload_by_office_and_person(town: District, browser: Browser) -> None:
    found = blocks(browser(town.leader))
    rows = table(found["offices"])
    assert list(rows) == ["JJK", "S10"]
    assert rows["JJK"][:3] == [3, 0, 2]
    assert rows["S10"][:3] == [1, 1, 0]
    assert {name: row[:2] for name, row in table(found["people"]).items()} == {
        "甲": [1, 0],
        "课后负责人": [1, 1],
    }


@pytest.mark.parametrize("period", ["month", "term", "year"])
def test_the_parts_are_the_whole(town: District, browser: Browser, period: str) -> None:
    found = blocks(browser(town.leader), f"/reports/?period={period}&on=2026-03-15")
    for row in found["rectification"].rows:
        due, on_time, extended, late, missing, _rate = values(row)
        assert due == on_time + late + missing
        assert extended <= on_time
    for row in found["filings"].rows:
        every, *parts = values(row)[:5]
        assert every == sum(parts)
    for row in found["papers"].rows:
        *parts, every = values(row)
        assert every == sum(parts)
    assert figures(found["offices"])["待办步骤"] == sum(values(row)[0] for row in found["offices"].rows)
    assert figures(found["overdue"])["在办整改"] == sum(values(row)[0] for row in found["overdue"].rows)


def test_months_are_the_days_of_the_period(town: District, browser: Browser) -> None:
    march = blocks(browser(town.leader), "/reports/?period=month&on=2026-03-15")["rectification"]
    assert list(table(march)) == ["2026年3月"]
    term = blocks(browser(town.leader), "/reports/?period=term&on=2026-03-15")["rectification"]
    # Months to come are not drawn.
    assert list(table(term)) == ["2026年2月", "2026年3月", "2026年4月"]


@pytest.mark.parametrize("key", ["overdue", "filings", "papers"])
def test_a_number_leads_to_as_many_rows(town: District, browser: Browser, key: str) -> None:
    client = browser(town.leader)
    followed = 0
    for row in blocks(client)[key].rows:
        for cell in row.cells:
            if cell.address and isinstance(cell.value, int):
                answer = client.get(cell.address)
                listed = (
                    answer.context["page"].paginator.count
                    if key != "papers"
                    else len(answer.context["lines"])
                )
                assert listed == cell.value, cell.address
                followed += 1
    assert followed >= 3


def test_numbers_of_findings_and_steps_lead_to_their_cases(town: District, browser: Browser) -> None:
    client = browser(town.leader)
    found = blocks(client)

    def listed(address: str) -> int:
        return int(client.get(address).context["page"].paginator.count)

    march = next(row for row in found["rectification"].rows if row.label.words == "2026年3月")
    assert [listed(cell.address) if cell.address else 0 for cell in march.cells[:5]] == [3, 2, 1, 1, 0]
    visits = next(row for row in found["coverage"].rows if row.label.words == "月度检查")
    assert listed(visits.cells[2].address) == 2
    offices = {row.label.words: row for row in found["offices"].rows}
    assert listed(offices["JJK"].cells[0].address) == 3
    assert listed(offices["JJK"].cells[2].address) == 2
    assert listed(offices["S10"].cells[1].address) == 1
    people = {row.label.words: row for row in found["people"].rows}
    assert listed(people["甲"].cells[0].address) == 1
    rechecked = next(figure for figure in found["recheck"].figures if figure.name == "首次复查问题")
    assert listed(rechecked.cell.address) == 2


def test_the_list_says_what_it_was_narrowed_to_and_how_to_undo_it(town: District, browser: Browser) -> None:
    html = (
        browser(town.leader)
        .get("/cases/?kind=ZG&state=open&overdue=1&term=rectify&met=missing")
        .content.decode()
    )
    assert "已超期、是否按期：逾期未完成" in html
    assert 'name="overdue" value="1"' in html


@pytest.mark.parametrize(
    "query",
    [
        "overdue=2",
        "opened=2026-13-01",
        "opened=..",
        "term=x'y",
        "met=never",
        "holder=-1",
        "waits=nobody",
        "due=2026-03-01..x",
    ],
)
def test_what_cannot_be_meant_is_left_out(town: District, browser: Browser, query: str) -> None:
    client = browser(town.leader)
    plain = client.get("/cases/?state=all").context["page"].paginator.count
    assert client.get(f"/cases/?state=all&{query}").context["page"].paginator.count == plain


@pytest.mark.parametrize(
    "query", ["period=week", "on=2026-02-30", "on=0001-01-01", "on=9999-12-31", "period=year&on=x"]
)
def test_a_period_that_cannot_be_meant_is_that_of_today(town: District, browser: Browser, query: str) -> None:
    answer = browser(town.leader).get(f"/reports/?{query}")
    assert answer.status_code == 200
    span = answer.context["page"].period.span
    assert span.first.isoformat() <= "2026-04-24" <= span.last.isoformat()


def test_an_empty_period_says_so(town: District, browser: Browser) -> None:
    html = browser(town.leader).get("/reports/?period=month&on=2019-05-01").content.decode()
    for words in ("2019年5月", "0%", "上个月"):
        assert words in html
