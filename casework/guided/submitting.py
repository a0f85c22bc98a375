"""Sends a guided submission: the papers are handed in and the step completed, both or neither."""

import contextlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.cases.services import NotAllowed, Outcome, complete_task
from casework.guided.guide import Guide
from casework.inbox.step.loading import Step
from casework.papers.services.handing_in import NothingToHandIn, Receipt, hand_in
from processes import services as processes


class NotComplete(Exception):
    """Something is missing or wrong; the page lists all of it."""


def submit(guide: Guide, decision: Mapping[str, Any]) -> tuple[Outcome, Receipt | None]:
    """Complete the step with what was saved, and ``decision`` where the form asks for one.

    Raises NotComplete, and what ``complete_task`` raises. There is no receipt where only fields had to be mended.
    """
    if not guide.is_complete:
        raise NotComplete
    step, raw = guide.step, {**(guide.form.initial or {}), **decision}
    receipt = None
    with transaction.atomic():
        # The instance first, as everybody does.
        processes.lock_instance(step.task.instance_id)
        with contextlib.suppress(NothingToHandIn):
            receipt = hand_in(case=step.case, by=step.viewer.person, at=step.viewer.now)
        outcome = complete_task(
            task_id=step.task.pk,
            raw=raw,
            by=step.viewer.person,
            standing=step.viewer.standing,
            at=step.viewer.now,
        )
    return outcome, receipt


def decision_of(step: Step, chosen: str) -> Mapping[str, Any]:
    """The button that was pressed. Raises NotAllowed for one that the form does not have."""
    decision = step.schema.decision
    if decision is None:
        return {}
    if chosen not in {option.value for option in decision.options}:
        raise NotAllowed(_("请点击页面下方的按钮提交。"))
    return {decision.name: chosen}
