"""What an application is filed with beside its forms (I-5): its terms, who, which papers by hash, who judged and how."""

from collections.abc import Mapping
from typing import Any

from casework.organisations.models import Person
from casework.organisations.substitutions import on_record, principals
from casework.papers.judging import name_of
from casework.papers.models import Requirement
from casework.permits.models import Application, Course
from processes.models import Submission

# What was decided on the way, by the keys of the forms that it was decided on.
OPINIONS = ("verify_originals", "interview", "approve_entry", "review_filing", "record_entry")


def particulars(application: Application) -> dict[str, Any]:
    """JSON values; files stand for themselves by SHA-256."""
    return {
        "school": application.school.name,
        "subject": application.subject.name,
        "path": application.path,
        "term": application.term,
        "term_starts_on": application.term_starts_on.isoformat(),
        "term_ends_on": application.term_ends_on.isoformat(),
        "first_session_on": application.first_session_on.isoformat(),
        "contract_ends_on": _iso(application.contract_ends_on),
        "reason": application.reason,
        "courses": [_course(course) for course in application.courses.order_by("pk")],
        "people": [
            {"name": p.name, "id": p.id_masked} for p in application.instructors.order_by("created_at", "pk")
        ],
        "papers": [paper for line in _lines(application) if (paper := _paper(line))],
        "opinions": _opinions(application),
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "name": course.name,
        "category": course.category,
        "grades": course.grades,
        "times": course.times,
        "head_count": course.head_count,
        "price": str(course.price) if course.price is not None else None,
    }


def _lines(application: Application) -> list[Requirement]:
    found = Requirement.objects.filter(case=application.case, paper__isnull=False)
    papers = found.select_related("paper__document", "instructor").prefetch_related(
        "paper__document__versions"
    )
    return list(papers.order_by("ordinal"))


def _paper(line: Requirement) -> Mapping[str, Any] | None:
    paper = line.paper
    if paper is None:
        return None
    version = paper.version
    return {
        "type": line.type_code,
        "name": name_of(line),
        "number": paper.number,
        "valid_from": _iso(paper.valid_from),
        "valid_to": _iso(paper.valid_to),
        "verified_at": paper.verified_at.isoformat() if paper.verified_at else None,
        "method": paper.method,
        "file": version.name if version else None,
        "size": version.size if version else None,
        "sha256": version.sha256 if version else None,
    }


def _opinions(application: Application) -> list[dict[str, Any]]:
    """The last of each step, in the order in which they were given."""
    found = Submission.objects.filter(instance__key=application.pk, form__in=OPINIONS).select_related("by")
    last = {said.element_id: said for said in found.order_by("at", "pk")}
    ordered = sorted(last.values(), key=lambda said: (said.at, said.pk))
    instead = principals(said.task_id for said in ordered)
    return [_opinion(said, instead.get(said.task_id)) for said in ordered]


def _opinion(said: Submission, principal: Person | None) -> dict[str, Any]:
    return {
        "step": said.element_id,
        "by": on_record(said.by, principal),
        "at": said.at.isoformat(),
        "values": {key: value for key, value in said.values.items() if key != "items"},
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
