"""The list of papers that a case asks for, as its decision table says it (D02)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from casework.cases.models import Case
from casework.organisations.models import Organisation
from casework.papers.models import Paper, Requirement
from casework.vendors.models import Instructor
from documents.catalogue import document_type

Key = tuple[str, UUID | None]


@dataclass(frozen=True)
class Line:
    """One paper that is asked for, of the subject or of one ``instructor``; ``group`` is the step that shows it."""

    type_code: str
    instructor: Instructor | None
    group: str
    is_mandatory: bool
    is_for_school: bool
    clause: str

    @property
    def key(self) -> Key:
        return self.type_code, self.instructor.pk if self.instructor else None


def build(*, case: Case, lines: Sequence[Line], at: datetime) -> None:
    """Make the list of ``case`` read as ``lines``, in their order; what was answered keeps its answer.

    A line that goes leaves its draft behind, and takes it up again when it comes back. Raises UnknownDocumentType.
    """
    for line in lines:
        document_type(line.type_code)
    with transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        there = {(row.type_code, row.instructor_id): row for row in held.requirements.all()}
        wanted = {line.key: line for line in lines}
        gone = [row.pk for key, row in there.items() if key not in wanted]
        Requirement.objects.filter(pk__in=gone).delete()
        new = []
        for ordinal, (key, line) in enumerate(wanted.items(), 1):
            if key in there:
                _renew(there[key], line, ordinal)
            else:
                new.append(_row(held, line, ordinal))
        _insert(new)


def ask_more(wanted: Mapping[UUID, Sequence[Line]]) -> None:
    """Put lines at the end of the lists of some cases, by their ids; what is asked for already stays as it is.

    In the caller's transaction, in four statements for all of them. Raises UnknownDocumentType.
    """
    held = Case.objects.select_for_update(of=("self",)).select_related("respondent", "school")
    cases = list(held.filter(pk__in=wanted).order_by("pk"))
    there: dict[UUID, set[Key]] = defaultdict(set)
    for row in Requirement.objects.filter(case__in=wanted):
        there[row.case_id].add((row.type_code, row.instructor_id))
    new = []
    for case in cases:
        for line in wanted[case.pk]:
            document_type(line.type_code)
            if line.key not in there[case.pk]:
                there[case.pk].add(line.key)
                new.append(_row(case, line, len(there[case.pk])))
    _insert(new)


def subject_of(requirement: Requirement) -> Organisation:
    """Who answers for the paper: the school for its own statements, contracts and minutes, else the vendor."""
    case = requirement.case
    return case.school if requirement.is_for_school and case.school else case.respondent


def _said(line: Line, ordinal: int) -> dict[str, Any]:
    return {
        "group": line.group,
        "ordinal": ordinal,
        "is_mandatory": line.is_mandatory,
        "is_for_school": line.is_for_school,
        "clause": line.clause,
    }


def _row(case: Case, line: Line, ordinal: int) -> Requirement:
    said = _said(line, ordinal)
    return Requirement(case=case, type_code=line.type_code, instructor=line.instructor, **said)


def _renew(row: Requirement, line: Line, ordinal: int) -> None:
    said = _said(line, ordinal)
    if any(getattr(row, field) != value for field, value in said.items()):
        Requirement.objects.filter(pk=row.pk).update(**said)


def _insert(rows: Sequence[Requirement]) -> None:
    """Store new lines, each with the last draft that was left behind for it."""
    drafts = _left_behind(rows)
    for row in rows:
        row.paper = drafts.pop((subject_of(row).pk, row.type_code, row.instructor_id), None)
    Requirement.objects.bulk_create(rows)


def _left_behind(rows: Sequence[Requirement]) -> dict[tuple[UUID, str, UUID | None], Paper]:
    """By subject, type and person."""
    if not rows:
        return {}
    drafts = Paper.objects.filter(
        subject__in={subject_of(row).pk for row in rows},
        type_code__in={row.type_code for row in rows},
        state=Paper.State.DRAFT,
        requirements=None,
    )
    return {
        (draft.subject_id, draft.type_code, draft.instructor_id): draft
        for draft in drafts.order_by("created_at")
    }
