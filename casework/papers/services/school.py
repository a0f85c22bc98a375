"""Papers that the school itself adds to a case (需求说明, 合同, 协议): the file came with a form of the case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.cases.models import Case
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement
from casework.papers.services.requirements import subject_of
from documents.models import DocumentVersion


def answer_for_school(
    *,
    case: Case,
    type_code: str,
    version_id: str,
    facts: Mapping[str, Any],
    by: Person | None,
    at: datetime,
    method: str = "",
) -> Paper:
    """Let a filed and frozen file answer the school's line of ``type_code``; ``method`` says that a person verified it.

    Another file replaces the paper that answered before. Raises Requirement.DoesNotExist, DocumentVersion.DoesNotExist.
    """
    line = Requirement.objects.select_related("case").get(case=case, type_code=type_code, is_for_school=True)
    version = DocumentVersion.objects.select_related("document").get(
        pk=version_id, document__holder=case.pk, state=DocumentVersion.State.AVAILABLE
    )
    made, _created = Paper.objects.get_or_create(
        document=version.document,
        defaults={"subject": subject_of(line), "type_code": type_code, "created_at": at, "created_by": by},
    )
    for name, value in facts.items():
        setattr(made, name, value)
    made.state = Paper.State.VALID if method else Paper.State.SUBMITTED
    if method:
        made.method, made.verified_at, made.verified_by = method, at, by
    made.save()
    _put_in_place(line, made)
    return made


def _put_in_place(line: Requirement, made: Paper) -> None:
    former = line.paper
    line.paper = made
    is_verified = made.state == Paper.State.VALID
    line.state = Requirement.State.ACCEPTED if is_verified else Requirement.State.ANSWERED
    line.message = ""
    line.save(update_fields=["paper", "state", "message"])
    if former is not None and former.pk != made.pk:
        Paper.objects.filter(pk=former.pk).update(state=Paper.State.REPLACED)
