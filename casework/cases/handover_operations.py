"""What a diagram may do with the cases that it opens, and with what it came to itself."""

from collections.abc import Mapping
from typing import Any

from casework.cases.models import Case, Result
from casework.cases.services import answers
from casework.cases.services.sending import send
from casework.cases.services.trail import record
from processes import feel, registry
from processes.registry import OperationContext
from processes.services.data import check_data, size_of

LARGEST_RESULT = 16 * 1024
MOST_RESULTS = 100
LONGEST_NAME = 80


class ResultRefused(ValueError):
    """A result is too large, or there are too many of them; the message is a Chinese sentence."""


@registry.operation("cases.send", title="发起其他事项", skippable=False)
def send_message(
    context: OperationContext, *, message: str, items: list[Any] | None, withheld: bool = False
) -> Mapping[str, Any]:
    """Open one case for each of ``items`` on the process that begins with ``message``; ``count`` is how many.

    Each item names its ``respondent`` (id) and perhaps a ``school`` (id) and ``evidence`` (ids of document versions of
    this case); the whole item is the fact ``received`` of the opened case.
    """
    case = Case.objects.select_related("district").get(pk=context.key)
    opened = send(
        sender=case, message=message, items=items, withheld=bool(withheld), at=context.at, by=context.by
    )
    return {"count": len(opened)}


@registry.operation("cases.report", title="向发起的事项报告结果")
def report(context: OperationContext) -> None:
    """Whoever opened this case need not wait for its end: what it came to stands. Nothing where nobody did."""
    answers.answer(Case.objects.get(pk=context.key), at=context.at)


@registry.operation("cases.note", title="记下结果", skippable=False)
def note(context: OperationContext, *, name: str, value: Any) -> None:
    """Keep ``value`` (at most 16 KB) under ``name``, for this case and for the one that opened it."""
    plain = feel.to_json(value)
    check_data({"value": plain})
    if size_of(plain) > LARGEST_RESULT:
        raise ResultRefused(f"结果“{name[:20]}”超过 {LARGEST_RESULT // 1024} KB，放不下")
    if not name.strip() or len(name) > LONGEST_NAME:
        raise ResultRefused(f"结果的名称应当有 1 至 {LONGEST_NAME} 个字")
    held = Result.objects.filter(case=context.key).exclude(name=name)
    if held.count() >= MOST_RESULTS:
        raise ResultRefused(f"一件事项最多记 {MOST_RESULTS} 个结果")
    Result.objects.update_or_create(case_id=context.key, name=name, defaults={"value": plain})
    payload = {"name": name, "value": plain}
    record(chain=context.key, kind="case.noted", at=context.at, by=None, payload=payload)


@registry.operation("cases.disclose", title="对责任单位公开", skippable=False)
def disclose(context: OperationContext) -> None:
    """From now on the respondent's side sees the case (domain.md §4.4 rule 5)."""
    if Case.objects.filter(pk=context.key, withheld=True).update(withheld=False):
        record(chain=context.key, kind="case.disclosed", at=context.at, by=context.by, payload={})


@registry.operation("cases.reword", title="改事项名称")
def reword(context: OperationContext, *, title: str) -> None:
    """Call the case ``title`` from now on, cut to what a title may hold."""
    case = Case.objects.get(pk=context.key)
    if (wanted := title.strip()[:120]) and wanted != case.title:
        Case.objects.filter(pk=case.pk).update(title=wanted)
        payload = {"from": case.title, "to": wanted}
        record(chain=case.pk, kind="case.reworded", at=context.at, by=None, payload=payload)
