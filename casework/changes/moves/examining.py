"""What would become of each running case: written down beside it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.changes.models import MoveItem
from processes.migration import Outcome, Renaming, verdict_on


def examine(*, items: Iterable[MoveItem], at: datetime) -> None:
    """Find the verdict of each; nothing about the cases is changed."""
    found = list(items)
    for item in found:
        item.status = MoveItem.Status.EXAMINED
        item.outcome, item.reasons = _verdict(item, at)
    MoveItem.objects.bulk_update(found, ["status", "outcome", "reasons"])


def _verdict(item: MoveItem, at: datetime) -> tuple[str, list[str]]:
    instance, batch = item.case.instance, item.batch
    if instance is None:
        return Outcome.STAYS, [_("案件没有在办的流程。")]
    if why := outside_pilot(item, at):
        return Outcome.STAYS, [why]
    renaming = Renaming.from_json(batch.renaming)
    verdict = verdict_on(instance=instance, target=batch.target, renaming=renaming, at=at)
    return verdict.outcome, verdict.reasons


def outside_pilot(item: MoveItem, at: datetime) -> str:
    scope = str(item.case.respondent_id)
    return "" if item.batch.target.is_for(scope, on=local_date(at)) else _("责任单位不在试点范围内。")
