"""Judges every paper that a case asks for by table D03 and keeps word and sentence with the line it is about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.papers.models import Requirement
from casework.papers.services import verdicts
from documents.catalogue import document_type
from processes import feel
from processes.models import ProcessInstance
from processes.services import decide_each

TABLE = "D03"
VALID = "有效"


def judge(
    *,
    case: Case,
    needed_until: date,
    categories: Sequence[str],
    promised: bool,
    at: datetime,
    process_id: str = "",
    element_id: str = "",
) -> list[Requirement]:
    """Return what is not in order: mandatory lines without paper, and papers with a fault. Optional gaps are none."""
    instance = ProcessInstance.objects.select_related("version").get(key=case.pk)
    lines = list(judged(case))
    data = [_document(line, local_date(at), needed_until, categories, promised) for line in lines]
    results = decide_each(
        instance=instance, table=TABLE, data=data, at=at, process_id=process_id, element_id=element_id
    )
    for line, result in zip(lines, results, strict=True):
        verdicts.keep(requirement=line, verdict=result["verdict"], message=result["message"])
    return [
        line for line, result in zip(lines, results, strict=True) if not result["verdict"].startswith(VALID)
    ]


def judged(case: Case) -> list[Requirement]:
    """The lines that D03 is asked about: the vendor's, mandatory or answered; what a person gave back is no longer asked."""
    found = Requirement.objects.filter(case=case, is_for_school=False).exclude(
        state=Requirement.State.RETURNED
    )
    known = found.select_related(
        "paper__document", "paper__subject", "paper__instructor", "instructor", "case__respondent"
    ).prefetch_related("paper__document__versions")
    return [line for line in known if line.is_mandatory or line.paper_id is not None]


def _document(
    line: Requirement, today: date, needed_until: date, categories: Sequence[str], promised: bool
) -> Mapping[str, Any]:
    known = verdicts.inputs(line, on=today, needed_until=needed_until, categories=list(categories))
    asked = {"name": name_of(line), "mandatory": line.is_mandatory, "promised": promised, **known}
    return {"paper": feel.to_json(asked), "about": name_of(line)}


def name_of(line: Requirement) -> str:
    """The type, and whom it is about."""
    label = document_type(line.type_code).zh
    return f"{label}（{line.instructor.name}）" if line.instructor is not None else label
