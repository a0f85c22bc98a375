"""A vendor in the middle of a guided submission, and one that has been sent."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.services import create_case, start_process
from casework.organisations.models import Organisation, Person
from casework.papers.models import Requirement
from casework.papers.services import answering
from casework.papers.services.handing_in import hand_in
from casework.papers.services.requirements import Line, build
from casework.scenarios.pictures import picture
from documents.models import DocumentVersion
from processes.models import UserTask
from processes.services import deploy
from storage import store
from tests.casework.cases.conftest import NOW
from tests.casework.guided.trial import trial


def submissions(vendor: Person, *, by: Person) -> Mapping[str, Mapping[str, Any]]:
    """The addresses of a step, of a file that was sent and of one that was not, and of a receipt."""
    running, sent = _case("蓝舟科技入校审核", by), _case("蓝舟科技再次入校审核", by, "DT-215")
    licence, promise = Requirement.objects.filter(case=running)
    there = _upload(licence, vendor)
    _paper, announced, _ticket = answering.begin(
        requirement=promise, name="承诺书.jpg", size=100, by=vendor, at=timezone.now()
    )
    for asked in Requirement.objects.filter(case=sent):
        _upload(asked, vendor)
    identity = Requirement.objects.get(case=sent, type_code="DT-215")
    plain = Requirement.objects.get(case=sent, type_code="DT-212")
    hand_in(case=sent, by=vendor, at=NOW)
    task = {"task_id": UserTask.objects.get(instance__key=running.pk).pk}
    return {
        "submission": task,
        "document type": {"code": "DT-212"},
        "step of a submission": {**task, "key": "licences"},
        "table of a submission": {**task, "name": "lessons"},
        "paper of a submission": {**task, "requirement_id": licence.pk},
        "arrived file": {**task, "requirement_id": licence.pk, "version_id": there.pk},
        "announced file": {**task, "requirement_id": promise.pk, "version_id": announced.pk},
        "handed in paper": {"case_id": sent.pk, "requirement_id": plain.pk},
        "paper about identity": {"case_id": sent.pk, "requirement_id": identity.pk},
        "paper not handed in": {"case_id": running.pk, "requirement_id": licence.pk},
        "receipt of a submission": {"case_id": sent.pk, "ordinal": 1},
    }


def _case(title: str, by: Person, *more: str) -> Case:
    case = create_case(
        kind="RX", title=title, source="application", respondent=Organisation.objects.get(code="V01"),
        office=Organisation.objects.get(code="CYG"), district=Organisation.objects.get(code="QSH"), at=NOW, by=by,
    )  # fmt: skip
    case = start_process(case=case, version=deploy(bundle=trial(), at=NOW), data={}, at=NOW, by=by)
    lines = [
        Line("DT-212", None, "licences", True, False, ""),
        Line("DT-247", None, "promises", True, False, ""),
        *(Line(code, None, "licences", True, False, "") for code in more),
    ]
    build(case=case, lines=lines, at=NOW)
    return case


def _upload(asked: Requirement, by: Person) -> DocumentVersion:
    content = picture(f"{asked.pk}.jpg")
    _paper, version, _ticket = answering.begin(
        requirement=asked, name="证照.jpg", size=len(content), by=by, at=timezone.now()
    )
    store().put(version.key, BytesIO(content), len(content))
    return answering.finish(requirement=asked, version=version, at=NOW)
