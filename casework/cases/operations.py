"""What a diagram may do with a case."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import override

from casework.calendar.holders import deadline_name
from casework.calendar.services import meet, set_deadline
from casework.cases.clock import local_date
from casework.cases.models import Case, Notice
from casework.cases.services.notices import notify
from casework.cases.services.trail import record
from casework.organisations.models import Organisation, Role
from processes import registry
from processes.registry import OperationContext

RESPONDENT_ROLES = (
    Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD, Role.VENDOR_CLERK, Role.INDIVIDUAL, Role.TRAINING_UNIT,
)  # fmt: skip
DESK_ROLES = (
    Role.BASIC_EDUCATION, Role.ADULT_PRESCHOOL, Role.ACTIVITY_CENTRE, Role.SUPERVISION, Role.TEACHER_DEVELOPMENT,
)  # fmt: skip

HEARING = "hearing"
HEARD = {"stated": "已陈述申辩", "waived": "放弃"}


@registry.operation("cases.start_deadline", title="起算期限", skippable=False)
def start_deadline(
    context: OperationContext,
    *,
    name: str,
    length: Decimal,
    unit: str = "WD",
    verb: str = "收到",
    since: date | None = None,
) -> None:
    """Open (or restart) a deadline of the case that counts from ``since``, today by default."""
    set_deadline(
        holder=context.key,
        name=name,
        length=int(length),
        unit=unit,
        starts_on=since or local_date(context.at),
        at=context.at,
        verb=verb,
    )


@registry.operation("cases.meet_deadline", title="期限已完成")
def meet_deadline(context: OperationContext, *, name: str) -> None:
    """What the deadline was for is done."""
    meet(holder=context.key, name=name, at=context.at)


@registry.operation("cases.remind", title="到期提醒")
def remind(context: OperationContext, *, name: str, days_left: Decimal) -> None:
    """Tell those who must act that a deadline is near; on its last day and later the office as well."""
    case = Case.objects.get(pk=context.key)
    left = int(days_left)
    text = f"{case.title}：{_left(name, left)}"
    if Notice.objects.filter(case=case, text=text, sent_at=context.at).exists():
        return  # several days of reminding passed while nobody was there: it is said once
    notify(case=case, roles=RESPONDENT_ROLES, scope=str(case.respondent_id), text=text, at=context.at)
    if left <= 0:
        notify(
            case=case,
            roles=(Role.HEAD_OF_OFFICE, *DESK_ROLES),
            scope=str(case.office_id),
            text=text,
            at=context.at,
        )
    record(chain=case.pk, kind="case.reminded", at=context.at, by=None, payload={"name": name, "text": text})


def _left(name: str, left: int) -> str:
    """Notices are kept, so they are in Chinese, whoever's step it was that let the time pass."""
    with override("zh-hans"):
        called = deadline_name(name)
    if left > 0:
        return f"{called}还剩{left}个工作日。"
    return f"{called}今天到期。" if left == 0 else f"{called}已过，请尽快办理。"


@registry.operation("cases.notify", title="通知")
def tell(context: OperationContext, *, audience: str, message: str) -> None:
    """Leave a notice for the ``respondent``, the ``school``, the ``office`` in charge, or an office by its code."""
    case = Case.objects.get(pk=context.key)
    roles, scope = _audience(case, audience)
    notify(case=case, roles=roles, scope=str(scope), text=message, at=context.at)
    record(chain=case.pk, kind="case.notified", at=context.at, by=None, payload={"text": message})


@registry.operation("cases.conclude_hearing", title="登记陈述申辩结果", skippable=False)
def conclude_hearing(context: OperationContext, *, outcome: str) -> Mapping[str, Any]:
    """``stated``: the respondent said what it had to say; ``waived``: it would not, or let the time run out (I-7)."""
    meet(holder=context.key, name=HEARING, at=context.at)
    payload = {"outcome": outcome, "result": HEARD.get(outcome, outcome)}
    record(chain=context.key, kind="hearing.concluded", at=context.at, by=context.by, payload=payload)
    return {"outcome": outcome}


@registry.operation("cases.conclude", title="记下阶段结论", skippable=False)
def conclude(context: OperationContext, *, outcome: str, reason: str) -> Mapping[str, Any]:
    """What a stage came to, for the diagram that called it: kept under the name that the diagram gives it."""
    record(chain=context.key, kind="case.concluded", at=context.at, by=None, payload={"reason": reason})
    return {"outcome": outcome, "reason": reason}


def _audience(case: Case, audience: str) -> tuple[tuple[str, ...], UUID | None]:
    """Raises Organisation.DoesNotExist for an office that the district does not have."""
    known = {
        "respondent": (RESPONDENT_ROLES, case.respondent_id),
        "school": ((Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD), case.school_id),
        "office": ((Role.HEAD_OF_OFFICE, *DESK_ROLES), case.office_id),
    }
    if audience in known:
        return known[audience]
    office = Organisation.objects.get(kind=Organisation.Kind.OFFICE, parent=case.district_id, code=audience)
    return (Role.HEAD_OF_OFFICE, *DESK_ROLES), office.pk
