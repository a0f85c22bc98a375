"""A vendor in the middle of a submission, its colleague, a rival, and the office that asks for it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from casework.calendar.services import seed_official
from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.organisations.models import Organisation, Person
from casework.papers.models import Requirement
from casework.papers.services.requirements import Line, build
from casework.vendors.models import Instructor, VendorProfile
from casework.vendors.services import roster
from processes.models import UserTask
from processes.services import deploy
from tests.casework.cases.conftest import NOW, Cast
from tests.casework.guided.trial import trial

CODE = "91360403MA35T8KX39"
CLAUSE = "湖教体政字〔2024〕13号第三条"
NUMBER = "360403199001011232"
OTHER_NUMBER = "36040319850505432X"


class Submission(Cast):
    """The case is at the vendor's step; 戊 is its clerk, 己 a colleague, 庚 works for a rival, 辛 in the office."""

    def __init__(self) -> None:
        super().__init__()
        kinds = Organisation.Kind
        self.vendor = self._organisation("V01", kinds.VENDOR, self.bureau)
        Organisation.objects.filter(pk=self.vendor.pk).update(name="蓝舟科技有限公司", short_name="蓝舟科技")
        self.vendor.refresh_from_db()
        self.rival_vendor = self._organisation("V02", kinds.VENDOR, self.bureau)
        self.clerk = self._person("戊", "RL-30", self.vendor)
        self.colleague = self._person("己", "RL-30", self.vendor)
        self.rival = self._person("庚", "RL-30", self.rival_vendor)
        self.officer = self._person("辛", "RL-05", self.other)
        VendorProfile.objects.create(organisation=self.vendor, credit_code="", categories=["science"])
        self.teacher = self.person("张三", NUMBER)
        self.case = self._open()
        self.ask()

    def person(self, name: str, number: str) -> Instructor:
        return roster.add(organisation=self.vendor, name=name, id_number=number, by=self.clerk, at=NOW)

    def _open(self) -> Case:
        case = create_case(
            kind="RX", title="蓝舟科技入校审核", source="application", respondent=self.vendor, office=self.other,
            district=self.bureau, at=NOW, by=self.officer,
        )  # fmt: skip
        return start_process(
            case=case, version=deploy(bundle=trial(), at=NOW), data={}, at=NOW, by=self.officer
        )

    def ask(self) -> None:
        """What the decision table of a process would ask for."""
        people = Instructor.objects.filter(organisation=self.vendor, is_active=True)
        lines = [
            Line("DT-211", None, "subject", True, False, CLAUSE),
            Line("DT-212", None, "licences", True, False, CLAUSE),
            Line("DT-232", None, "insurance", False, False, ""),
            *(Line("DT-216", person, "people", True, False, CLAUSE) for person in people),
            Line("DT-206", None, "courses", True, True, CLAUSE),
            Line("DT-247", None, "promises", True, False, CLAUSE),
        ]
        build(case=self.case, lines=lines, at=NOW)

    def task(self) -> UserTask:
        return UserTask.objects.open().get(instance__key=self.case.pk)

    def requirement(self, type_code: str) -> Requirement:
        return Requirement.objects.select_related("paper__document", "case").get(
            case=self.case, type_code=type_code
        )

    def send_back(self) -> None:
        complete_task(
            task_id=self.task().pk,
            raw={"outcome": "again"},
            by=self.officer,
            standing=self.standing(self.officer),
            at=NOW,
        )


class Browser:
    """One person's browser at the submission."""

    def __init__(self, submission: Submission, person: Person) -> None:
        self.submission = submission
        self.client = Client()
        self.client.force_login(person)

    def url(self, key: str = "", suffix: str = "") -> str:
        base = f"/guided/{self.submission.task().pk}/"
        return f"{base}steps/{key}/{suffix}" if key else base

    def get(self, key: str = "") -> str:
        response = self.client.get(self.url(key))
        assert response.status_code == 200, response.status_code
        return response.content.decode()

    def post(self, key: str, **values: Any) -> Any:
        return self.client.post(self.url(key), values)

    def keep(self, key: str, /, **values: Any) -> dict[str, Any]:
        """Leave the fields of ``values``, as the script does."""
        posted = {name.replace("__", "-"): value for name, value in values.items()}
        response = self.client.post(self.url(key, "keep/"), posted | {"changed": list(posted)})
        assert response.status_code == 200, response.content.decode()
        answer: dict[str, Any] = response.json()
        return answer

    def upload(self, type_code: str, name: str, content: bytes) -> Any:
        """In three requests: announced, sent, completed."""
        asked = self.submission.requirement(type_code)
        begun = self.client.post(
            f"{self.url()}papers/{asked.pk}/",
            json.dumps({"name": name, "size": len(content)}),
            "application/json",
        )
        if begun.status_code != 200:
            return begun
        ticket = begun.json()
        sent = self.client.put(ticket["url"], content, content_type="image/jpeg")
        assert sent.status_code == 204, sent.content
        return self.client.post(ticket["complete"])


@pytest.fixture
def submission(db: None, settings: Any, tmp_path: Path) -> Submission:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.casework.inbox.clock.on_the_day"]
    settings.OBJECT_STORE = {"folder": str(tmp_path)}
    seed_official()
    return Submission()


@pytest.fixture
def enter(submission: Submission) -> Callable[[Person], Browser]:
    return lambda person: Browser(submission, person)
