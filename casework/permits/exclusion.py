"""What D04 asks of rows and reviews about the respondent of any case; what a vendor declares stands in its own form."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.papers.concerned import people_concerned
from casework.permits.models import Course
from casework.vendors.models import Instructor, VendorProfile
from processes import registry
from processes.models import Submission

# What is taught in class may not be taught after it (D04 row 4); the desk sees the name it was found in.
SUBJECTS = re.compile("语文|数学|英语|外语|奥数|物理|化学|补课|新课|培优|提分|作业辅导收费")
VERIFICATIONS = ("verify_originals", "verify_renewals")
REVIEW = "first_review"


@registry.facts("exclusion_grounds")
def exclusion_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    case = Case.objects.select_related("respondent").get(pk=key)
    people = people_concerned(case)
    profile = VendorProfile.objects.filter(organisation=case.respondent).first()
    names = Course.objects.filter(application=key).values_list("name", flat=True)
    found = _last(key, (REVIEW,))
    return {
        "exclusion_grounds": {
            "query_hits": _names(p for p in people if p.query_result == Instructor.Query.HIT),
            "in_service": _names(p for p in people if p.is_teacher_in_service),
            "listed_abnormal": profile is not None and profile.is_listed_abnormal,
            "subject_courses": "、".join(name for name in names if SUBJECTS.search(name)),
            "barred": _is_barred(case.respondent, local_date(at)),
            "forged": bool(found.get("is_forged")) or _is_forged(_last(key, VERIFICATIONS)),
            "found_subjects": bool(found.get("is_subject_teaching")),
            "found_overseas": bool(found.get("is_foreign")),
            "found_charging": bool(found.get("charges_parents")),
        }
    }


def _last(key: UUID, forms: tuple[str, ...]) -> Mapping[str, Any]:
    """What was said last on one of ``forms``."""
    said = Submission.objects.filter(instance__key=key, form__in=forms).order_by("at", "pk").last()
    return said.values if said is not None else {}


def _is_forged(verification: Mapping[str, Any]) -> bool:
    return any(row.get("result") == "forged" for row in verification.get("items") or [])


def _names(people: Iterable[Instructor]) -> str:
    return "、".join(person.name for person in people)


def _is_barred(subject: Organisation, today: date) -> bool:
    removed = LibraryEntry.objects.filter(organisation=subject, state=LibraryEntry.State.REMOVED)
    return (
        removed.filter(is_barred_for_good=True).exists() or removed.filter(barred_until__gte=today).exists()
    )
