"""A lesson held under a lapsed paper becomes a rectification with finding VF-5."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.cases.clock import LOCAL
from casework.expiry.services import run
from casework.findings.models import Finding
from processes.bundle import DEFINITIONS, read_bundle
from processes.services import deploy
from tests.casework.expiry.attached import attach
from tests.casework.papers.world import World
from tests.casework.permits.granted import Granted

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
END = date(2026, 6, 24)


def test_the_vendor_has_to_answer_for_lessons_held_without_insurance(world: World, granted: Granted) -> None:
    deploy(bundle=read_bundle(DEFINITIONS / "rectify"), at=datetime(2026, 1, 1, tzinfo=UTC))
    attach(world, granted, "DT-231", valid_to=END)
    granted.plan(END)
    granted.plan(END + timedelta(1))
    later = END + timedelta(2)
    run(day=later, at=datetime(later.year, later.month, later.day, 1, tzinfo=LOCAL))
    finding = Finding.objects.get()
    assert (finding.code, finding.severity, finding.case.respondent) == ("VF-5", 3, world.vendor)
    assert "2026年6月25日（周四）起仍在" in finding.fact
    assert "上课1次" in finding.fact
