"""The list of papers that a case asks for, as its decision table says it (D02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
        for ordinal, line in enumerate(wanted.values(), 1):
            _write(held, there.get(line.key), line, ordinal)


def subject_of(requirement: Requirement) -> Organisation:
    """Who answers for the paper: the school for its own statements, contracts and minutes, else the vendor."""
    case = requirement.case
    return case.school if requirement.is_for_school and case.school else case.respondent


def _write(case: Case, row: Requirement | None, line: Line, ordinal: int) -> None:
    said = {
        "group": line.group,
        "ordinal": ordinal,
        "is_mandatory": line.is_mandatory,
        "is_for_school": line.is_for_school,
        "clause": line.clause,
    }
    if row is None:
        row = Requirement(case=case, type_code=line.type_code, instructor=line.instructor, **said)
        row.paper = _left_behind(row)
        row.save()
    elif any(getattr(row, field) != value for field, value in said.items()):
        Requirement.objects.filter(pk=row.pk).update(**said)


def _left_behind(requirement: Requirement) -> Paper | None:
    drafts = Paper.objects.filter(
        subject=subject_of(requirement),
        type_code=requirement.type_code,
        instructor=requirement.instructor,
        state=Paper.State.DRAFT,
        requirements=None,
    )
    return drafts.order_by("-created_at").first()
