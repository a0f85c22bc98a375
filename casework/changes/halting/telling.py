"""Tells the people around a change that it was stopped: its managers, the office that confirmed it, who approved it."""

from collections.abc import Iterator
from datetime import datetime

from casework.cases.clock import local_date
from casework.cases.models import Notice
from casework.cases.services.notices import notice_to
from casework.changes.models import Halt
from casework.organisations.models import Membership, Role


def tell(halt: Halt, *, at: datetime) -> None:
    """A notice for each, in one statement besides those that find them."""
    case = halt.change.case
    if case is not None:
        text = _text(halt)
        Notice.objects.bulk_create(
            notice_to(case=case, roles=[role], scope=scope, text=text, at=at)
            for role, scope in sorted(set(_addressed(halt, at)))
        )


def _addressed(halt: Halt, at: datetime) -> Iterator[tuple[str, str]]:
    """(role, organisation id). The drafter holds one of the managers' roles."""
    case = halt.change.case
    managers = Membership.objects.active_on(local_date(at)).filter(role=Role.PROCESS_MANAGER)
    for scope in managers.values_list("organisation", flat=True):
        yield Role.PROCESS_MANAGER.value, str(scope)
    if case is not None:
        yield Role.HEAD_OF_OFFICE.value, str(case.office_id)
        yield Role.DEPUTY_DIRECTOR.value, str(case.district_id)


def _text(halt: Halt) -> str:
    title, version = halt.change.title[:60], halt.version
    counted = f"“{version.name}”第{version.number}版的 {halt.cases} 件案件中有 {halt.failed} 件出故障"
    if halt.before is None:
        return f"流程变更“{title}”故障增多：{counted}。它之前没有别的版本，不能自动停用，请尽快处理。"
    return (
        f"流程变更“{title}”已自动停用：{counted}，上一版 {halt.cases_before} 件中有 {halt.failed_before} 件。"
        f"新的事项改按第{halt.before.number}版办理，在办的不动。"
    )
