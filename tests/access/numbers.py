"""Numbers that a page tells somebody, and what he has of each: reckoned from whose it is, never by the rules of sight."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.test import Client
from openpyxl import load_workbook

from casework.cases.models import Case, Notice
from casework.organisations.models import Membership, Organisation, Person
from casework.papers.models import Paper
from casework.permits.models import Permit
from processes.models import UserTask

# Of every pair another number of notices, beyond all that anybody has of anything else: a foreign one is known by it.
MOST = 60
_OVER = (Paper.State.REPLACED, Paper.State.VOID)


def plant(*, case: Case, person: Person, number: int) -> None:
    """Notices for whoever stands where ``person`` does, in a matter of his own: ``MOST + number`` of them."""
    held = Membership.objects.get(person=person)
    Notice.objects.bulk_create(
        Notice(
            case=case,
            roles=f" {held.role} ",
            scope=str(held.organisation_id),
            text="提醒",
            sent_at=case.opened_at,
        )
        for _ in range(MOST + number)
    )


def place_of(person: Person) -> Organisation:
    return Membership.objects.select_related("organisation").get(person=person).organisation


def cases_of(place: Organisation) -> QuerySet[Case]:
    return Case.objects.filter(Q(respondent=place) | Q(school=place))


def _papers(place: Organisation) -> int:
    asked = Q(subject=place) | Q(requirements__case__school=place)
    return Paper.objects.filter(asked).exclude(state__in=_OVER).distinct().count()


def _unread(person: Person) -> int:
    scope = str(place_of(person).pk)
    return Notice.objects.filter(scope=scope).exclude(read_by=person).count()


def _permits(place: Organisation) -> int:
    return Permit.objects.filter(Q(subject=place) | Q(school=place)).count()


# Where a number stands: the path, its pattern, and what the person has of it. A search or a filter counts less.
_TOLD: tuple[tuple[str, re.Pattern[str], Callable[[Person], int]], ...] = (
    ("/cases/", re.compile(r"<strong>(\d+)</strong> 在办"),
     lambda person: cases_of(place_of(person)).filter(closed_at=None).count()),
    ("/inbox/", re.compile(r">待阅 ?(\d*)</a>"), _unread),
    ("/vendors/paper/", re.compile(r"共 (\d+) 条"), lambda person: _papers(place_of(person))),
    ("/vendors/permit/", re.compile(r"共 (\d+) 条"), lambda person: _permits(place_of(person))),
)  # fmt: skip


def wrong_numbers(url: str, text: str, person: Person) -> Iterator[str]:
    """What the page at ``url`` counts otherwise than the person's own rows do; and totals that are nobody's."""
    asked = urlsplit(url)
    for path, pattern, own in _TOLD:
        if asked.path != path or (asked.query and path != "/inbox/"):
            continue
        for found in pattern.findall(text):
            has = own(person)
            if int(found or 0) != has:
                yield f"{url}: {path} tells {found}, {person} has {has}"
    everything = Notice.objects.count()
    if re.search(rf"\b{everything}\b", re.sub(r"<[^>]*>", " ", text)):
        yield f"{url}: the total {everything} of all"


def sheet_numbers(person: Person) -> tuple[int, int, str]:
    """Steps in hand by the sheet that ``person`` takes out, by his own rows, and all words of his sheets."""
    client = Client()
    client.force_login(person)
    words, waiting = [], 0
    for block in ("offices", "people", "overdue", "filings", "coverage", "papers"):
        answer = client.post(f"/reports/{block}.xlsx")
        assert answer.status_code == 200, (block, answer.status_code)
        rows = list(load_workbook(BytesIO(answer.content)).active.values)
        words += [str(cell) for row in rows for cell in row if cell is not None]
        if block == "offices":
            waiting = sum(int(row[1] or 0) for row in rows[4:] if isinstance(row[1], int))
    mine = cases_of(place_of(person)).filter(closed_at=None)
    own = UserTask.objects.open().filter(instance__in=mine.values("instance")).count()
    return waiting, own, " ".join(words)
