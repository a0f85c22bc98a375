"""Anybody reads what is being shown, while it is shown, and no person is named there."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from casework.cases.models import Case
from casework.cases.services import create_case
from casework.library.facts import library_facts
from casework.organisations.models import Organisation
from casework.publicity import services
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
