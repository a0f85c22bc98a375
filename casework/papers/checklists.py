"""Which papers a case asks for: table D02 of the process that the case runs on, spread over the people it is about."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from casework.cases.models import Case
from casework.papers.concerned import people_concerned
from casework.papers.services import requirements
from casework.papers.services.requirements import Line
from casework.vendors.models import Instructor
from documents.catalogue import document_type
from processes.models import ProcessInstance
from processes.services import decide_each

TABLE = "D02"


def rebuild(case: Case, at: datetime, *, process_id: str = "", element_id: str = "") -> None:
    """Ask for what D02 says now: lines come and go with path and roster, answers stay. Raises KeyError without D02."""
    instance = ProcessInstance.objects.select_related("version").get(key=case.pk)
    (rows,) = decide_each(
        instance=instance, table=TABLE, data=[{}], at=at, process_id=process_id, element_id=element_id
    )
    requirements.build(case=case, lines=list(_lines(case, rows or [])), at=at)


def _lines(case: Case, rows: list[Mapping[str, Any]]) -> Iterator[Line]:
    people = people_concerned(case)
    for row in rows:
        about: list[Instructor | None] = [*people] if document_type(row["type"]).person else [None]
        for instructor in about:
            yield Line(
                type_code=row["type"],
                instructor=instructor,
                group=row["group"],
                is_mandatory=row["mandatory"],
                is_for_school=row["for_school"],
                clause=row["clause"],
            )
