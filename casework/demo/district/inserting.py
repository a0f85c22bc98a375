"""Writes copies by the hundred."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from casework.audit.models import ChainHead, Event
from casework.calendar.models import Deadline
from casework.cases.models import Case
from casework.demo.district.copying import Copy
from casework.demo.district.trails import trail_of
from casework.filings.models import Deposit, Filing
from casework.findings.models import Finding
from casework.letters.models import Letter
from casework.permits.models import Application, Permit, PermitInstructor
from processes.models import DecisionRecord, ProcessInstance, Submission, UserTask

TOGETHER = 250
ROWS = 2_000
# A row comes after those that it refers to.
_REST = (
    UserTask,
    Submission,
    DecisionRecord,
    Deadline,
    Letter,
    Application,
    Deposit,
    Filing,
    Permit,
    PermitInstructor,
)


def insert(copies: Iterable[Copy]) -> Iterator[tuple[int, int]]:
    """Write all of them; after every bunch, how many cases and tasks were written by it."""
    left = iter(copies)
    while bunch := list(islice(left, TOGETHER)):
        yield len(bunch), _insert(bunch)


def _insert(bunch: Sequence[Copy]) -> int:
    for base in (ProcessInstance, Case):
        base._default_manager.bulk_create([row for copy in bunch for row in copy.rows(base)], ROWS)
    findings = [copy.rows(Finding) for copy in bunch]
    Finding.objects.bulk_create([row for rows in findings for row in rows], ROWS)
    for copy, rows in zip(bunch, findings, strict=True):
        copy.settle_findings(rows)
    for model in _REST:
        model._default_manager.bulk_create([row for copy in bunch for row in copy.rows(model)], ROWS)
    trails = [trail_of(copy) for copy in bunch]
    ChainHead.objects.bulk_create([head for head, _ in trails], ROWS)
    Event.objects.bulk_create([event for _, events in trails for event in events], ROWS)
    return sum(len(copy.pattern.rows[UserTask]) for copy in bunch)
