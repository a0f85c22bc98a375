"""A dry run names every case that this release cannot go on with, and changes nothing."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casework.cases.models import Case
from processes.models import ProcessInstance

pytestmark = pytest.mark.persistence


def test_states_of_this_release_are_all_fit(open_case: Callable[..., Case]) -> None:
    open_case()
    open_case()
    said = StringIO()
    call_command("check_states", stdout=said)
    assert "检查了 2 件在办流程，都能用当前版本接着办。" in said.getvalue()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": '{"schema": 1, "engine": "1.5", "definition": "x", "body": {}}'}, "不是本系统保存的"),
        ({"state": "…"}, "不是本系统保存的"),
        ({"open_tasks": []}, "与收件箱里的不一致"),
    ],
)
def test_a_case_that_cannot_go_on_is_named_with_the_reason(
    open_case: Callable[..., Case], change: dict[str, object], reason: str
) -> None:
    sound, broken = open_case(), open_case()
    ProcessInstance.objects.filter(key=broken.pk).update(**change)
    before = list(ProcessInstance.objects.order_by("pk").values())
    said = StringIO()
    with pytest.raises(CommandError, match="检查了 2 件在办流程，1 件不能用当前版本接着办"):
        call_command("check_states", stdout=said)
    assert broken.number in said.getvalue()
    assert reason in said.getvalue()
    assert sound.number not in said.getvalue()
    assert list(ProcessInstance.objects.order_by("pk").values()) == before


def test_a_state_that_was_moved_from_another_case_is_refused(open_case: Callable[..., Case]) -> None:
    one, other = open_case(), open_case()
    state = ProcessInstance.objects.get(key=one.pk).state
    ProcessInstance.objects.filter(key=other.pk).update(state=state)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_states", stdout=said)
    assert f"{other.number}（main 第1版）：流程状态的校验码不符" in said.getvalue()
