"""Whatever somebody writes goes through form, state, database and letter unchanged, or is refused in a sentence."""

import io
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest

from casework.cases.models import Case
from casework.cases.services import complete_task, create_case, start_process
from casework.cases.services.filling import open_task
from casework.letters.models import Letter
from casework.scenarios.world import World
from documents.services import open_version
from processes.bundle import Bundle
from processes.forms import FormRejected
from processes.models import Submission, UserTask
from processes.services import deploy
from tests.casework.cases.conftest import LANE, NOW
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task
from tests.processes.hostile.texts import texts

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
FIELDS = 10
MAXIMUM = 10_000
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def kept_of(text: str) -> str:
    """What the form keeps: composed, with one kind of line end, without what no database or paper can hold."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return CONTROL.sub("", composed).strip()


def paper() -> Bundle:
    """A task whose words become engine data and a letter, and one after it that reads them."""
    fields = [
        {"name": f"f{n}", "type": "long_text", "label": f"第{n}处", "variable": True} for n in range(FIELDS)
    ]
    paragraphs = [{"text": f"第{n}处：{{{{additions.f{n}}}}}"} for n in range(FIELDS)]
    letter = {"id": "OD-14", "title": "函", "layout": "letter", "issuer": "局", "paragraphs": paragraphs}
    issue = '<banjie:operation name="letters.issue"><banjie:parameter name="letter" value="OD-14"/></banjie:operation>'
    body = (
        start() + user_task("u", LANE + issue, form="words") + user_task("v", LANE) + end()
        + chain("start", "u", "v", "end")
    )  # fmt: skip
    made = bundle(diagram(body))
    words = json.dumps({"title": "话", "fields": fields}).encode()
    return Bundle(
        made.main,
        {
            **made.files,
            "trial/forms/words.json": words,
            "trial/letters/OD-14.json": json.dumps(letter).encode(),
        },
    )


def begin(world: World) -> Case:
    office = world.office("JJK")
    school = world.organisation("松涛中学")
    case = create_case(
        kind="ZG", title="测试案件", source="patrol", respondent=school, office=office, district=world.bureau(), at=NOW,
        by=world.actor(role="RL-03", scope=office, at=NOW),
    )  # fmt: skip
    version = deploy(bundle=paper(), at=NOW)
    return start_process(
        case=case, version=version, data={}, at=NOW, by=world.actor(role="RL-03", scope=office, at=NOW)
    )


def fill_in(case: Case, world: World, written: tuple[str, ...], at: datetime = NOW) -> UserTask:
    by = world.actor(role="RL-03", scope=world.office("JJK"), at=at)
    task = UserTask.objects.open().get(instance__key=case.pk)
    raw = {f"f{n}": text for n, text in enumerate(written)}
    outcome = complete_task(task_id=task.pk, raw=raw, by=by, standing=world.standing(by, at), at=at)
    assert outcome.incident is None
    return outcome.opened[0]


def printed(letter: Letter) -> str:
    assert letter.version is not None
    file = docx.Document(io.BytesIO(open_version(letter.version).read()))
    return "".join("".join(paragraph.text.split()) for paragraph in file.paragraphs)


def test_a_text_comes_out_as_it_went_in_or_is_refused_in_a_sentence(sized: Callable[[int, int], int]) -> None:
    world = World()
    acceptable = [text for text in texts() if len(kept_of(text)) <= MAXIMUM]
    for written in batched_texts(acceptable[: sized(80, 500)]):
        case = begin(world)
        following = fill_in(case, world, written)
        kept: dict[str, Any] = {f"f{n}": kept_of(text) or None for n, text in enumerate(written)}
        stored = Submission.objects.get(instance__key=case.pk, element_id="u").values
        assert {name: stored[name] or None for name in kept} == kept
        following = UserTask.objects.select_related("instance__version", "instance__case").get(
            pk=following.pk
        )
        data = open_task(task=following, at=NOW, by=None).data["u"]
        assert {name: data[name] or None for name in kept} == kept
        letter = Letter.objects.get(case=case)
        assert {name: letter.additions[name] or None for name in kept} == kept
        said = printed(letter)
        for number, text in enumerate(written):
            assert f"第{number}处：{''.join(kept_of(text).split())}" in said


def test_a_text_that_is_too_long_is_refused_in_a_sentence() -> None:
    world = World()
    case = begin(world)
    for text in texts():
        if len(kept_of(text)) > MAXIMUM:
            with pytest.raises(FormRejected, match="最多 10000 个字"):
                fill_in(case, world, (text,))
    assert UserTask.objects.open().filter(instance__key=case.pk, element_id="u").exists()


def batched_texts(written: list[str]) -> list[tuple[str, ...]]:
    """Ten to a form, but a long one by itself: a state may hold 256 KB."""
    short = [text for text in written if len(text) < 1_000]
    long = [text for text in written if len(text) >= 1_000]
    return [
        *(tuple(short[i : i + FIELDS]) for i in range(0, len(short), FIELDS)),
        *((text,) for text in long),
    ]
