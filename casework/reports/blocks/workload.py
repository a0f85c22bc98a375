"""工作量 (M-39): what waits for whom, and for how long; of cases that the viewer may open."""

from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.inbox.wording.people import person_text
from casework.organisations.models import Organisation, Person
from casework.reports.block import Block, Cell, Figure, Row, count
from casework.reports.late import late_and_rest
from casework.reports.reading import Reading
from casework.reports.svg import bars
from processes.models import UserTask


def offices(reading: Reading) -> Block:
    """By the organisation whose turn it is: offices first, then the others by how much waits for them."""
    found: list[Any] = list(_waiting(reading).values("scope").annotate(**_numbers(reading)))
    names, ours = _names(row["scope"] for row in found)
    found.sort(key=lambda row: (row["scope"] not in ours, -row["total"], names.get(row["scope"], "")))
    rows = [
        _row(reading, Cell(names.get(row["scope"], _("未指定"))), row, waits=row["scope"]) for row in found
    ]
    total = sum(row["total"] for row in found)
    return Block(
        key="offices",
        title=_("各单位待办"),
        basis=_("今天等待办理的步骤，按该谁办；超期是过了这一步的期限。"),
        figures=[
            Figure(_("待办步骤"), Cell(total)),
            Figure(_("已超期"), Cell(sum(row["over"] for row in found))),
            Figure(_("无人领取"), Cell(sum(row["free"] for row in found))),
        ],
        columns=[_("单位"), _("待办"), _("已超期"), _("无人领取"), _("最早到达")],
        rows=rows,
        chart=_chart(rows, _("各单位待办")),
        empty=_("没有等待办理的步骤。"),
        legend=[("overdue", _("已超期")), ("main", _("没有超期"))],
    )


def people(reading: Reading) -> Block:
    """Of steps that somebody has claimed or was given."""
    found: list[Any] = list(
        _waiting(reading).exclude(assignee=None).values("assignee").annotate(**_numbers(reading))
    )
    found.sort(key=lambda row: (-row["total"], row["assignee"]))
    known = Person.objects.in_bulk([row["assignee"] for row in found])
    rows = [
        _row(reading, Cell(person_text(known[row["assignee"]])), row, holder=str(row["assignee"]))
        for row in found
    ]
    return Block(
        key="people",
        title=_("各人在手待办"),
        basis=_("今天已经领取或者指定到人的步骤。"),
        figures=[
            Figure(_("在手步骤"), Cell(sum(row["total"] for row in found))),
            Figure(_("人数"), Cell(len(found))),
        ],
        columns=[_("人员"), _("在手"), _("已超期"), _("最早到达")],
        rows=[Row(row.label, [row.cells[0], row.cells[1], row.cells[3]]) for row in rows],
        chart=_chart(rows, _("各人在手待办")),
        empty=_("没有领取到个人的步骤。"),
        legend=[("overdue", _("已超期")), ("main", _("没有超期"))],
    )


def _waiting(reading: Reading) -> QuerySet[UserTask]:
    cases = reading.cases().filter(closed_at=None).order_by()
    return UserTask.objects.open().filter(instance__in=cases.values("instance")).order_by()


def _numbers(reading: Reading) -> dict[str, Any]:
    return {
        "total": Count("pk"),
        "over": Count("pk", filter=Q(due_at__lt=reading.midnight)),
        "free": Count("pk", filter=Q(assignee=None)),
        "oldest": Min("opened_at"),
    }


def _names(scopes: Any) -> tuple[dict[str, str], set[str]]:
    """Short names by id, and the ids of the bureau's own."""
    rows = Organisation.objects.filter(pk__in=[scope for scope in scopes if scope]).values_list(
        "pk", "short_name", "kind"
    )
    kinds = (Organisation.Kind.OFFICE, Organisation.Kind.BUREAU)
    found = list(rows)
    return {str(key): name for key, name, _kind in found}, {
        str(key) for key, _name, kind in found if kind in kinds
    }


def _row(reading: Reading, label: Cell, row: dict[str, Any], **which: str) -> Row:
    address = reading.listed("open", **which)
    waited = reading.calendar.working_days_between(local_date(row["oldest"]), reading.viewer.today)
    return Row(
        Cell(label.value, label.text, address),
        [
            count(row["total"], address),
            count(row["over"], reading.listed("open", overdue="1", **which)),
            count(row["free"], reading.listed("open", free="1", **which)),
            Cell(waited, _("%(n)s个工作日前") % {"n": waited} if waited > 0 else _("今天")),
        ],
    )


def _chart(rows: list[Row], title: str) -> str:
    return bars(
        late_and_rest(rows, _("待办"), [row.cells[0].words for row in rows]),
        title=title,
        description=_("一行一条：前一段是已超期的，后一段是其余待办；条后是待办数。最多画12行，其余见表。"),
    )
