"""The timeline says sentences."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from casework.audit import kinds
from casework.audit.services import record
from casework.organisations.models import Person

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
AT = datetime(2026, 4, 24, 1, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def forgotten_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of a trial do not stay in the lists of the trail."""
    monkeypatch.setattr(kinds, "_registered", dict(kinds._registered))


def test_an_event_reads_as_a_sentence_in_both_languages() -> None:
    kinds.register("trial.done", "{by}办结了“{name}”", "{by} completed “{name}”")
    person = Person.objects.create_user(username="p1", post="督导责任人")
    event = record(chain=uuid4(), kind="trial.done", at=AT, by=person, payload={"name": "复查"})
    assert kinds.sentence(event, "zh-hans") == "督导责任人办结了“复查”"
    assert kinds.sentence(event, "en") == "督导责任人 completed “复查”"


def test_what_nobody_did_was_done_by_the_system_and_what_is_not_known_is_left_out() -> None:
    kinds.register("trial.timer", "{by}自动催办{missing}{empty}", "{by} sent a reminder{missing}{empty}")
    event = record(chain=uuid4(), kind="trial.timer", at=AT, by=None, payload={"empty": None})
    assert kinds.sentence(event, "zh-hans") == "系统自动催办"
    assert kinds.sentence(event, "en") == "The system sent a reminder"


def test_a_kind_without_words_is_shown_by_its_code() -> None:
    event = record(chain=uuid4(), kind="trial.unknown", at=AT, by=None)
    assert kinds.sentence(event, "zh-hans") == "trial.unknown"


def test_a_payload_cannot_bring_a_template_of_its_own() -> None:
    kinds.register("trial.note", "{text}", "{text}")
    event = record(chain=uuid4(), kind="trial.note", at=AT, by=None, payload={"text": "{by.__class__}"})
    assert kinds.sentence(event, "zh-hans") == "{by.__class__}"


def test_one_code_has_one_wording() -> None:
    kinds.register("trial.twice", "一", "one")
    kinds.register("trial.twice", "一", "one")
    with pytest.raises(kinds.KindAlreadyRegistered):
        kinds.register("trial.twice", "二", "two")


def test_days_and_names_are_said_in_the_language_of_the_sentence() -> None:
    kinds.register("trial.due", "“{name}”截止{on}", "“{name}” is due on {on}", name=("期限", "Deadline"))
    payload = {"name": "复查", "name_en": "Recheck", "on": "2026-05-12"}
    event = record(chain=uuid4(), kind="trial.due", at=AT, by=None, payload=payload)
    assert kinds.sentence(event, "zh-hans") == "“复查”截止2026年5月12日"
    assert kinds.sentence(event, "en") == "“Recheck” is due on 12 May 2026"
    assert [kinds.name("trial.due", language) for language in ("zh-hans", "en")] == ["期限", "Deadline"]
