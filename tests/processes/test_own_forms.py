"""A process that calls a fragment may show its own form there; two fragments may not have forms of one name."""

from datetime import UTC, datetime

import pytest

from processes.bundle import Bundle
from processes.models import ProcessVersion
from processes.services import DeployRefused, definition_of, deploy
from tests.processes.diagrams import bundle, chain, diagram, end, start, user_task

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 24, tzinfo=UTC)
BODY = start() + user_task("u") + end() + chain("start", "u", "end")
OTHERS = b'{"title": "\xe5\x88\xab\xe4\xba\xba\xe7\x9a\x84", "fields": []}'


def deployed(**more: bytes) -> ProcessVersion:
    made = bundle(diagram(BODY))
    files = {path.replace("__", "/") + ".json": content for path, content in more.items()}
    return deploy(bundle=Bundle(made.main, {**made.files, **files}), at=AT)


def test_the_own_form_stands_in_for_that_of_the_fragment() -> None:
    plain = definition_of(deployed()).forms["note"]
    both = definition_of(deployed(zzz__forms__note=OTHERS)).forms["note"]
    assert both == plain
    before = definition_of(deployed(aaa__forms__note=OTHERS)).forms["note"]
    assert before == plain


def test_what_is_wrong_with_a_form_that_is_not_shown_is_still_told() -> None:
    with pytest.raises(DeployRefused) as refused:
        deployed(zzz__forms__note=b"{")
    assert "zzz/forms/note.json" in str(refused.value.problems)


def test_two_fragments_with_a_form_of_one_name_are_refused() -> None:
    with pytest.raises(DeployRefused, match="同名的文件"):
        deployed(aaa__forms__other=OTHERS, zzz__forms__other=OTHERS)
