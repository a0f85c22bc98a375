"""What a diagram may do with a publication; all of it is about the one that is being shown."""

from decimal import Decimal

from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.publicity import services
from casework.publicity.models import Publication
from casework.publicity.services import PUBLICITY
from processes import registry
from processes.registry import OperationContext

__all__ = ["PUBLICITY"]


@registry.operation("publicity.publish", title="公示", skippable=False)
def publish(context: OperationContext, *, title: str, text: str, days: Decimal) -> None:
    """Show ``text`` to the public for so many working days."""
    case = Case.objects.get(pk=context.key)
    shown = services.publish(case=case, title=title, text=text, days=int(days), at=context.at)
    payload = {"title": shown.title, "text": shown.text, "from": shown.starts_on, "to": shown.ends_on}
    record(chain=case.pk, kind="publicity.published", at=context.at, by=context.by, payload=payload)


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
