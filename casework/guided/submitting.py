"""Sends a guided submission: the step is completed, and its diagram hands the papers in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.services import NotAllowed, Outcome, complete_task
from casework.guided.guide import Guide
from casework.inbox.step.loading import Step
from casework.papers.receipts import Receipt, receipts_of


class NotComplete(Exception):
    """Something is missing or wrong; the page lists all of it."""


def submit(guide: Guide, decision: Mapping[str, Any]) -> tuple[Outcome, Receipt | None]:
    """Complete the step with what was saved, and ``decision`` where the form asks for one.

    Raises NotComplete, and what ``complete_task`` raises. There is no receipt where only fields had to be mended, or
    the diagram hands nothing in.
    """
    if not guide.is_complete:
        raise NotComplete
    step = guide.step
    before = len(receipts_of(step.case))
    outcome = complete_task(
        task_id=step.task.pk,
        raw={**(guide.form.initial or {}), **decision},
        by=step.viewer.person,
        standing=step.viewer.standing,
        at=step.viewer.now,
    )
    receipts = receipts_of(step.case)
    return outcome, receipts[-1] if len(receipts) > before else None


def decision_of(step: Step, chosen: str) -> Mapping[str, Any]:
    """The button that was pressed. Raises NotAllowed for one that the form does not have."""
    decision = step.schema.decision
    if decision is None:
        return {}
    if chosen not in {option.value for option in decision.options}:
        raise NotAllowed(_("请点击页面下方的按钮提交。"))
    return {decision.name: chosen}
