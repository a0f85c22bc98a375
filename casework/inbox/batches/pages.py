"""Gathers the pages of batches, in a number of statements that does not grow with their rows."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from casework.cases.models import Batch, Case, Opening
from casework.cases.policies import visible_cases
from casework.inbox.batches.rights import may_try_again, visible_batches
from casework.inbox.viewer import Viewer

WAITING = Q(openings__case=None, openings__cause="")
FAILED = Q(openings__case=None) & ~Q(openings__cause="")


@dataclass(frozen=True)
class BatchRow:
    """``title`` in the language of the viewer; how many cases are wanted, open, and could not be opened."""

    batch: Batch
    title: str
    wanted: int
    opened: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.wanted - self.opened - self.failed


@dataclass(frozen=True)
class Line:
    """One case that is wanted; ``case`` is None while it is not open, or where the viewer may not read it."""

    opening: Opening
    case: Case | None

    @property
    def is_open(self) -> bool:
        return self.opening.case_id is not None


@dataclass(frozen=True)
class BatchPage:
    row: BatchRow
    lines: list[Line]
    may_try_again: bool


def batches(viewer: Viewer) -> QuerySet[Batch]:
    """Newest first, each with its counts."""
    counted = visible_batches(viewer.standing).annotate(
        wanted=Count("openings"),
        opened=Count("openings", filter=Q(openings__case__isnull=False)),
        failed=Count("openings", filter=FAILED),
    )
    return counted.select_related("office", "by").order_by("-made_at", "-pk")


def batch_row(batch: Batch, viewer: Viewer) -> BatchRow:
    english = viewer.language.startswith("en") and batch.title_en
    counts = {name: int(getattr(batch, name)) for name in ("wanted", "opened", "failed")}
    return BatchRow(batch, batch.title_en if english else batch.title, **counts)


def batch_page(batch: Batch, viewer: Viewer) -> BatchPage:
    """What failed first, then what waits, then what is open, each by the code of its organisation."""
    openings = list(batch.openings.select_related("respondent").order_by("respondent__code"))
    readable = visible_cases(viewer.standing).in_bulk([o.case_id for o in openings if o.case_id])
    lines = [Line(opening, readable.get(opening.case_id)) for opening in openings]
    lines.sort(key=lambda line: (line.is_open, not line.opening.cause))
    return BatchPage(batch_row(batch, viewer), lines, may_try_again(batch, viewer.standing))
