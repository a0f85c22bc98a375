"""Anybody reads what is being shown, while it is shown, and no person is named there."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.cases.models import Case
from casework.cases.services import create_case
from casework.letters.models import Letter
from casework.letters.services import issuing
from casework.library.facts import library_facts
from casework.organisations.models import Organisation
from casework.publicity import services
from casework.publicity.facts import publicity_facts
from casework.publicity.models import Publication

pytestmark = [pytest.mark.django_db, pytest.mark.persistence]
AT = datetime(2026, 3, 9, 1, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    bureau = Organisation.objects.create(code="Q", name="区局", short_name="区局", kind="BUREAU")
    office = Organisation.objects.create(code="HDZX", name="活动中心", short_name="中心", kind="OFFICE")
    himself = Organisation.objects.create(code="P", name="王小明", short_name="王小明", kind="INDIVIDUAL")
    return create_case(
        kind="RK",
        title="入库",
        source="application",
        respondent=himself,
        office=office,
        district=bureau,
        at=AT,
        by=None,
    )


def test_it_is_shown_for_its_working_days_and_gone_once_an_objection_stands(case: Case) -> None:
    shown = services.publish(case=case, title="拟入库", text="拟将某机构入库", days=5, at=AT)
    assert (shown.starts_on, shown.ends_on) == (date(2026, 3, 9), date(2026, 3, 16))
    listed = Publication.objects.shown_on
    assert [listed(day).exists() for day in (date(2026, 3, 8), shown.starts_on, shown.ends_on)] == [
        False,
        True,
        True,
    ]
    services.strike(publication=shown, at=AT)
    assert not listed(shown.ends_on).exists()


def test_the_page_needs_no_login_and_says_what_is_shown(case: Case, client: Client) -> None:
    empty = client.get(reverse("publicity:shown"))
    assert "今天没有正在公示的事项" in empty.content.decode()
    now = datetime.now(UTC)
    services.publish(case=case, title="拟入库名单", text="拟将墨禾列入师资库", days=5, at=now)
    page = client.get(reverse("publicity:shown")).content.decode()
    assert all(word in page for word in ("拟入库名单", "拟将墨禾列入师资库", "活动中心"))


def test_half_of_the_name_of_an_individual_is_hidden_from_the_public(case: Case) -> None:
    assert library_facts(case.pk, AT)["library"]["public_name"] == "王**"


def test_a_table_stands_beside_the_text(case: Case, client: Client) -> None:
    rows: list[dict[str, Any]] = [
        {"类别": "基础托管", "每课时（元）": Decimal("80.00")},
        {"类别": "社团", "每课时（元）": None},
    ]
    services.publish(case=case, title="方案公示", text="现予公示", rows=rows, days=5, at=datetime.now(UTC))
    page = client.get(reverse("publicity:shown")).content.decode()
    assert all(word in page for word in ("<th>类别</th>", "基础托管", ">80<", "社团"))


def letter_of(case: Case) -> Letter:
    content = {"id": "OD-02", "title": "月度检查通报", "layout": "form", "paragraphs": [{"text": "全文在此"}]}
    letter = issuing.draft(case=case, definition=content, additions={}, data={}, by=None, at=AT)
    issuing.number(letter=letter, definition=content, at=AT)
    return issuing.produce(letter=letter, definition=content, data={}, by=None, at=AT)


def test_a_letter_is_public_with_its_file_while_it_is_shown_and_not_before(
    case: Case, client: Client
) -> None:
    letter = letter_of(case)
    today = datetime.now(UTC)
    shown = services.publish_letter(letter=letter, text="摘要", days=30, at=today)
    page = client.get(reverse("publicity:shown")).content.decode()
    assert all(word in page for word in ("月度检查通报", "摘要", letter.number))
    file = client.get(reverse("publicity:letter", args=[shown.pk]))
    assert file.status_code == 200
    assert b"".join(file).startswith(b"PK")
    Publication.objects.filter(pk=shown.pk).update(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 31))
    assert client.get(reverse("publicity:letter", args=[shown.pk])).status_code == 404


def test_what_is_no_letter_has_no_file_and_a_draft_is_not_made_public(case: Case, client: Client) -> None:
    shown = services.publish(case=case, title="拟入库", text="公示", days=5, at=datetime.now(UTC))
    assert client.get(reverse("publicity:letter", args=[shown.pk])).status_code == 404
    draft = issuing.draft(
        case=case, definition={"id": "OD-02", "title": "通报"}, additions={}, data={}, by=None, at=AT
    )
    with pytest.raises(services.LetterNotProduced):
        services.publish_letter(letter=draft, text="摘要", days=30, at=AT)


def test_a_public_letter_does_not_stand_in_the_way_of_what_is_shown_for_objections(case: Case) -> None:
    services.publish(case=case, title="拟入库", text="公示", days=5, at=AT)
    services.publish_letter(letter=letter_of(case), text="摘要", days=30, at=AT)
    assert publicity_facts(case.pk, AT)["publicity"]["title"] == "拟入库"
