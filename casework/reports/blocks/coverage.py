"""检查覆盖率 (M-35): schools to which somebody went in the period, of all schools."""

from django.db.models import Count
from django.utils.translation import gettext as _

from casework.organisations.models import Organisation
from casework.reports.block import Block, Cell, Row, count, rate
from casework.reports.block import Figure as _Figure
from casework.reports.reading import Reading
from casework.reports.svg import Bar, Part, bars


def kinds() -> dict[str, str]:
    """Kinds of case that are visits to a school."""
    return {"JC": _("月度检查"), "DD": _("专项督导"), "SD": _("下校视导")}


def coverage(reading: Reading) -> Block:
    schools = reading.schools().count()
    found = _visited(reading)
    rows = [_row(reading, kind, name, found[kind], schools) for kind, name in kinds().items()]
    visited, visits = found[""]
    return Block(
        key="coverage",
        title=_("检查覆盖率"),
        basis=_("这段时间立案的检查、督导、视导到过多少所学校；一所学校去过几次只算一所。"),
        figures=[
            _Figure(_("到过的学校"), rate(visited, schools)),
            _Figure(_("学校"), Cell(schools)),
            _Figure(_("到校次数"), Cell(visits)),
        ],
        columns=[_("方式"), _("到过的学校"), _("未到的学校"), _("到校次数"), _("覆盖率")],
        rows=rows,
        chart=_chart(rows, schools) if visits else "",
        empty=_("这段时间没有到校检查。"),
        legend=[("main", _("到过的学校")), ("quiet", _("未到的学校"))],
    )


def _visited(reading: Reading) -> dict[str, tuple[int, int]]:
    """Schools and visits by kind; those of all kinds together under the empty one."""
    visits = reading.cases().filter(
        reading.period.span.of("opened_at"), kind__in=kinds(), respondent__kind=Organisation.Kind.SCHOOL
    )
    pairs = list(visits.order_by().values_list("kind", "respondent").annotate(times=Count("pk")))
    found = {
        kind: (sum(1 for one in pairs if one[0] == kind), sum(one[2] for one in pairs if one[0] == kind))
        for kind in kinds()
    }
    return found | {"": (len({one[1] for one in pairs}), sum(one[2] for one in pairs))}


def _row(reading: Reading, kind: str, name: str, went: tuple[int, int], schools: int) -> Row:
    visited, visits = went
    address = reading.listed(kind=kind, opened=reading.days, visits="1")
    return Row(
        Cell(name, address=address),
        [
            count(visited, address),
            Cell(max(schools - visited, 0)),
            count(visits, address),
            rate(visited, schools),
        ],
    )


def _chart(rows: list[Row], schools: int) -> str:
    shown = []
    for row in rows:
        visited, name = int(row.cells[0].value or 0), row.label.words
        went = Part(visited, "main", f"{name} {_('到过的学校')} {visited}", row.cells[0].address)
        left = Part(schools - visited, "quiet", f"{name} {_('未到的学校')} {schools - visited}")
        shown.append(Bar(name, [went, left], row.cells[3].words))
    return bars(
        shown,
        title=_("检查覆盖率"),
        description=_("每种方式一条，全长是所有学校，前一段是到过的；条后是覆盖率。"),
    )
