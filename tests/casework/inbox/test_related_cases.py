"""The case page names where a case comes from and what it opened; files that came along open where they came to."""

from collections.abc import Callable

import pytest
from django.test import Client

from casework.cases.models import Case, HandedFile
from casework.organisations.models import Person
from casework.scenarios.pictures import picture
from documents.models import DocumentVersion
from documents.services import store_bytes
from processes.services import deploy
from tests.casework.cases.conftest import NOW
from tests.casework.cases.handover import begin, do, items, receiving, sending
from tests.casework.inbox.conftest import Desk

pytestmark = pytest.mark.django_db
Browser = Callable[[Person], Client]


@pytest.mark.persistence
def test_each_side_links_the_other_for_those_who_see_both(desk: Desk, browser: Browser) -> None:
    deploy(bundle=receiving(), at=NOW)
    sender = begin(desk, sending(items([desk.school, desk.neighbour_school])))
    do(sender, "a", desk.first, desk)
    below = Case.objects.get(respondent=desk.school)
    page = browser(desk.head).get(f"/cases/{sender.pk}/").content.decode()
    assert "由本案发起的事项 2" in page
    assert all(f"/cases/{case.pk}/" in page for case in Case.objects.filter(sender=sender))
    assert f'href="/cases/{sender.pk}/"' in browser(desk.head).get(f"/cases/{below.pk}/").content.decode()
    school = browser(desk.principal).get(f"/cases/{below.pk}/").content.decode()
    assert f"/cases/{sender.pk}/" not in school
    assert "来自" not in school.split("案卷")[0]


def test_evidence_is_frozen_shown_and_opened_on_the_case_to_which_it_came(
    desk: Desk, browser: Browser
) -> None:
    deploy(bundle=receiving(), at=NOW)
    sender = begin(desk, sending(items([desk.school], evidence="results.photos")))
    photo = store_bytes(
        holder=sender.pk, type_code="DT-463", name="现场照片.jpg", content=picture("现场照片.jpg"), by=desk.first,
        at=NOW, title="现场照片",
    )  # fmt: skip
    sender.results.create(name="photos", value=[str(photo.pk)])
    do(sender, "a", desk.first, desk)
    below = Case.objects.get(sender=sender)
    assert DocumentVersion.objects.get(pk=photo.pk).is_frozen
    assert HandedFile.objects.get().case == below
    for person in (desk.first, desk.principal):
        page = browser(person).get(f"/cases/{below.pk}/").content.decode()
        assert "随案移交的材料" in page
        assert browser(person).get(f"/cases/{below.pk}/documents/{photo.pk}/").status_code == 200
    assert browser(desk.principal).get(f"/cases/{sender.pk}/documents/{photo.pk}/").status_code == 404
    assert browser(desk.neighbour).get(f"/cases/{below.pk}/documents/{photo.pk}/").status_code == 404


def test_a_file_of_somebody_elses_case_does_not_go_along(desk: Desk) -> None:
    deploy(bundle=receiving(), at=NOW)
    other = begin(desk, sending("= []", name="another"))
    photo = store_bytes(
        holder=other.pk, type_code="DT-463", name="别案.jpg", content=picture("别案.jpg"), by=desk.first, at=NOW,
        title="别案",
    )  # fmt: skip
    sender = begin(desk, sending(items([desk.school], evidence=f"[&quot;{photo.pk}&quot;]")))
    incident = do(sender, "a", desk.first, desk).incident
    assert incident is not None
    assert "不属于发起的事项" in incident.cause
