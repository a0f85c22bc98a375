"""通报及时 (M-34): circulars that went out within the days that policy gives after the last visit, and who signed for them."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casework.inbox.casefile.terms import first_terms, verdict
from casework.letters.models import Copy
from casework.reports import verdicts
from casework.reports.block import Block, Cell, Figure, rate
from casework.reports.reading import Reading

# The deadline that a process keeps for its circular.
TERM = "circular"


def circulars(reading: Reading) -> Block:
    numbers = _counted(reading)
    sent, read = _copies(reading)

    def address(met: str) -> str:
        return reading.listed(term=TERM, due=reading.days, met=met)

    return verdicts.block(
        [verdicts.row(_("检查情况通报"), numbers, address)],
        [_("按期通报"), _("逾期通报"), _("到期未通报"), _("未到期")],
        key="circulars",
        title=_("通报及时"),
        basis=_("通报期限在这段时间的检查：最后一次到校以后，在规定的工作日内印发通报算按期。"),
        figures=[
            Figure(_("通报及时率"), rate(numbers["on_time"], verdicts.fallen_due(numbers))),
            Figure(_("到期未通报"), Cell(numbers["missing"]), "overdue" if numbers["missing"] else "ok"),
            Figure(_("学校签收率"), rate(read, sent)),
        ],
        names=(_("通报"), _("应通报"), _("及时率")),
        description=_("依次是按期通报、逾期通报、到期未通报和未到期；条后是及时率。"),
        empty=_("这段时间没有到期的通报。"),
    )


def _counted(reading: Reading) -> dict[str, int]:
    span, now = reading.period.span, reading.viewer.now
    terms = first_terms(reading.cases(), TERM).filter(due_on__gte=span.first, due_on__lte=span.last)
    wanted = {name: Count("pk", filter=verdict(name, now)) for name in verdicts.ORDER}
    return terms.aggregate(**wanted)


def _copies(reading: Reading) -> tuple[int, int]:
    """Copies of circulars that were served in the period, and those that somebody signed for."""
    found = Copy.objects.filter(
        reading.period.span.of("served_at"), letter__case__in=reading.cases().order_by().values("pk")
    )
    counted = found.aggregate(sent=Count("pk"), read=Count("pk", filter=Q(read_at__isnull=False)))
    return counted["sent"], counted["read"]
