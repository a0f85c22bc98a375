"""What a diagram may do with a publication; all of it is about the one that is being shown."""

from decimal import Decimal
from typing import Any

from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.letters.models import Letter
from casework.publicity import services
from casework.publicity.models import Publication
from casework.publicity.services import PUBLICITY
from processes import registry
from processes.registry import OperationContext

__all__ = ["PUBLICITY"]
LETTER_DAYS = 30


@registry.operation("publicity.publish", title="公示", skippable=False)
def publish(
    context: OperationContext, *, title: str, text: str, days: Decimal, rows: list[Any] | None = None
) -> None:
    """Show ``text`` to the public for so many working days; ``rows`` (a list of contexts) stand in a table beside it."""
    case = Case.objects.get(pk=context.key)
    shown = services.publish(case=case, title=title, text=text, rows=rows, days=int(days), at=context.at)
    payload = {"title": shown.title, "text": shown.text, "from": shown.starts_on, "to": shown.ends_on}
    record(chain=case.pk, kind="publicity.published", at=context.at, by=context.by, payload=payload)


@registry.operation("publicity.publish_letter", title="公开文书", skippable=False)
def publish_letter(
    context: OperationContext,
    *,
    document: str,
    text: str,
    rows: list[Any] | None = None,
    days: Decimal | None = None,
) -> None:
    """Make the letter ``document`` (as ``letters.draft`` gave it) public, 30 calendar days unless told."""
    letter = Letter.objects.select_related("case").get(pk=document, case=context.key)
    shown = services.publish_letter(
        letter=letter, text=text, rows=rows, days=int(days or LETTER_DAYS), at=context.at
    )
    payload = {"title": shown.title, "number": letter.number, "from": shown.starts_on, "to": shown.ends_on}
    record(chain=context.key, kind="publicity.letter", at=context.at, by=context.by, payload=payload)


@registry.operation("publicity.note_objection", title="登记公示异议")
def note_objection(context: OperationContext) -> None:
    services.note_objection(publication=_shown(context))


@registry.operation("publicity.settle_objection", title="登记异议核查结论", skippable=False)
def settle_objection(context: OperationContext) -> None:
    """``outcome`` sustained ends the publication at once; dismissed lets it run on."""
    if (context.submission or {}).get("outcome") != "sustained":
        return
    shown = _shown(context)
    services.strike(publication=shown, at=context.at)
    payload = {"title": shown.title}
    record(chain=context.key, kind="publicity.struck", at=context.at, by=context.by, payload=payload)


@registry.operation("publicity.finish", title="公示期满", skippable=False)
def finish(context: OperationContext) -> None:
    shown = _shown(context)
    services.finish(publication=shown, at=context.at)
    payload = {"title": shown.title}
    record(chain=context.key, kind="publicity.passed", at=context.at, by=None, payload=payload)


def _shown(context: OperationContext) -> Publication:
    return Publication.objects.get(case=context.key, state=Publication.State.SHOWN)
