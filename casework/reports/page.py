"""The whole page for one viewer."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from casework.calendar.services import Calendar
from casework.inbox.viewer import viewer_of
from casework.reports.block import Block
from casework.reports.blocks import BLOCKS
from casework.reports.period import KINDS, Period
from casework.reports.policies import reads_sums_only, title_for
from casework.reports.reading import Reading


@dataclass(frozen=True)
class Page:
    reading: Reading
    blocks: list[Block]
    title: str
    sums_only: bool

    @property
    def period(self) -> Period:
        return self.reading.period

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Address, name, and whether it is the one that is shown."""
        names = {"month": _("按月"), "term": _("按学期"), "year": _("按学年")}
        return [(self.period.as_kind(kind), names[kind], kind == self.period.kind) for kind in KINDS]


def reading_of(request: HttpRequest) -> Reading:
    viewer = viewer_of(request)
    terms = Calendar.load().snapshot.terms_of(None)
    return Reading(
        viewer, Period.read(request.GET, today=viewer.today, terms=terms, language=viewer.language)
    )


def page_of(reading: Reading) -> Page:
    blocks = [BLOCKS[key](reading) for key in blocks_for(reading)]
    standing = reading.viewer.standing
    return Page(reading, blocks, title_for(standing), reads_sums_only(standing))


def blocks_for(reading: Reading) -> list[str]:
    """Papers of vendors, and who works at what, are no business of who reads sums only."""
    closed = {"papers", "people"} if reads_sums_only(reading.viewer.standing) else set()
    return [key for key in BLOCKS if key not in closed]
