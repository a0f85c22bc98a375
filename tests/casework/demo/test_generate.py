"""A small sample of the generated district: it is what the large one is, a fiftieth of its cases."""

from datetime import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client

from casework.audit.verification import verify
from casework.cases.clock import LOCAL
from casework.cases.models import Case, NumberSeries
from casework.demo.district.lines import LINES
from casework.demo.district.loading import generate
from casework.demo.district.numbers import Numbers
from casework.demo.district.sizes import VOLUMES
from casework.filings.verification import verify as verify_filings
from casework.organisations.models import Organisation, Person
from processes.models import UserTask
from processes.services import check_states

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 6, 12, 18, tzinfo=LOCAL)


@pytest.fixture
def store(settings: Any, tmp_path: Any) -> None:
    settings.OBJECT_STORE = {"folder": str(tmp_path)}


def test_a_district_is_as_large_as_is_written() -> None:
    """domain.md §6.4: 14,300 cases, of which 9,960 patrols; 25 steps a case and 8 to 10 a patrol."""
    total = sum(volume.closed + volume.open for volume in VOLUMES)
    assert 14_200 <= total <= 14_400
    assert next(v.closed + v.open for v in VOLUMES if v.kind == "XC") == 9_960
    assert {len(line.steps.split()) // 2 for line in LINES if line.kind != "XC"} == {25}


def test_a_sample_holds_together_and_is_not_generated_twice(store: None) -> None:
    told = generate(seed=7, factor=0.004, at=AT, progress=lambda line: None)
    assert Organisation.objects.filter(kind="SCHOOL").count() == 60
    assert Organisation.objects.filter(kind="VENDOR").count() == 140
    kinds = dict(Case.objects.order_by().values_list("kind").annotate(Count("pk")))
    assert set(kinds) >= {volume.kind for volume in VOLUMES}
    assert not list(verify())
    assert not list(verify_filings())
    assert [checked.problem for checked in check_states(at=AT) if checked.problem] == []
    assert told.open_cases == Case.objects.open().count() > 0
    assert not UserTask.objects.open().filter(instance__status="ENDED").exists()
    assert not Case.objects.filter(opened_at__gt=AT).exists()
    _open_for_somebody()
    with pytest.raises(CommandError, match="已经有案件"):
        call_command("generate", "--scale", "sample")


def _open_for_somebody() -> None:
    """Copied and played cases of every kind show their page, and the leader his figures."""
    client = Client()
    client.force_login(Person.objects.get(username="leader"))
    newest = {case.kind: case for case in Case.objects.order_by("opened_at")}
    for case in newest.values():
        assert client.get(f"/cases/{case.pk}/").status_code == 200, case.kind
    assert client.get("/reports/").status_code == 200


def test_numbers_go_on_where_the_series_stands() -> None:
    NumberSeries.objects.create(code="QSH-ZG", year=2026, last=41)
    numbers = Numbers()
    assert numbers.like("QSH-ZG-2025-000007", 2026) == "QSH-ZG-2026-000042"
    assert numbers.like("湖教体督改〔2025〕3号", 2026) == "湖教体督改〔2026〕1号"
    with pytest.raises(ValueError, match="没有编号"):
        numbers.like("没有编号", 2026)
    numbers.keep()
    assert dict(NumberSeries.objects.values_list("code", "last")) == {"QSH-ZG": 42, "湖教体督改": 1}
