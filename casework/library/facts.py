"""What expressions may know about an application to the library, always fresh from the rows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.library.models import LibraryEntry
from casework.library.panel import SCORES, total
from casework.organisations.models import Organisation
from casework.vendors.masking import masked_name
from casework.vendors.models import Category, Instructor
from processes import registry
from processes.models import Submission

RECOMMENDED, IMPORTED = "recommend", "import_city"
ORGANISATIONS = (Organisation.Kind.VENDOR, Organisation.Kind.TRAINING_UNIT)


@registry.facts("library")
def library_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``type`` is what D02 and the terms of entry ask: org, person, retired (recommended by a school) or city (a list).

    It was said on the form that began the case, or by the case of the school that opened it (D01, row 5).
    ``is_pending`` says whether another application of the same subject is on its way.
    """
    case = Case.objects.select_related("respondent", "handover").get(pk=key)
    form, said = _begun(case)
    categories = said.get("categories") or []
    return {
        "library": {
            "type": _type(case, form),
            "is_pending": _others(case).exists(),
            "public_name": _public_name(case.respondent),
            "categories": categories,
            "category_labels": [str(Category(category).label) for category in categories],
            "people": _people(case),
            **_standing(case, local_date(at)),
        }
    }


@registry.facts("assessment")
def assessment_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The panel that was appointed last, and what its members gave; ``mean`` is null until one has scored."""
    steps = Submission.objects.filter(instance__key=key, form__in=("appoint_panel", "score_applicant"))
    appointed: Mapping[str, Any] | None = None
    scores: dict[str, Decimal] = {}
    for step in steps.order_by("at", "pk"):
        if step.form == "appoint_panel":
            appointed, scores = step.values, {}
        else:
            scores[str(step.item)] = total(step.values)
    experts = (appointed or {}).get("experts") or []
    return {"assessment": {"experts": [_expert(n, row) for n, row in enumerate(experts, 1)], **_sums(scores)}}


def _begun(case: Case) -> tuple[str, Mapping[str, Any]]:
    """The form on which the case was begun, and what was said on it."""
    if hasattr(case, "handover"):
        return RECOMMENDED, case.handover.payload
    begun = Submission.objects.filter(instance__key=case.pk).order_by("at", "pk").first()
    return (begun.form, begun.values) if begun else ("", {})


def _others(case: Case) -> QuerySet[Case]:
    open_ones = Case.objects.filter(kind=Case.Kind.LIBRARY, respondent=case.respondent_id, closed_at=None)
    return open_ones.exclude(pk=case.pk)


def _public_name(subject: Organisation) -> str:
    """Of an individual, who is a person, half the name."""
    return masked_name(subject.name) if subject.kind == Organisation.Kind.INDIVIDUAL else subject.name


def _type(case: Case, form: str) -> str:
    if form == IMPORTED:
        return "city"
    if form == RECOMMENDED:
        return "retired"
    return "org" if case.respondent.kind in ORGANISATIONS else "person"


def _people(case: Case) -> list[dict[str, Any]]:
    """Who is on the roster, numbered as forms show them."""
    found = Instructor.objects.filter(organisation=case.respondent, is_active=True)
    return [
        {
            "n": Decimal(n),
            "id": str(person.pk),
            "name": person.name,
            "speciality": person.speciality,
            "query": person.query_result,
        }
        for n, person in enumerate(found.order_by("created_at", "id"), 1)
    ]


def _standing(case: Case, today: date) -> dict[str, Any]:
    entries = list(LibraryEntry.objects.filter(organisation=case.respondent))
    live = [entry for entry in entries if entry.state == LibraryEntry.State.ACTIVE]
    ends = [entry.valid_to for entry in live if entry.level == LibraryEntry.Level.DISTRICT]
    return {
        "valid_to": max(ends, default=None),
        "in_city": any(e.level == LibraryEntry.Level.CITY and e.valid_to >= today for e in live),
        "in_district": any(e.level == LibraryEntry.Level.DISTRICT and e.valid_to >= today for e in live),
        "barred": any(_bars(entry, today) for entry in entries),
    }


def _bars(entry: LibraryEntry, today: date) -> bool:
    return entry.is_barred_for_good or (entry.barred_until is not None and entry.barred_until >= today)


def _expert(n: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {"n": Decimal(n), "label": f"{row.get('name')}（{row.get('unit')}）"}


def _sums(scores: Mapping[str, Decimal]) -> dict[str, Any]:
    given: Sequence[Decimal] = list(scores.values())
    return {
        "count": Decimal(len(given)),
        "mean": sum(given, Decimal(0)) / len(given) if given else None,
        "highest": max(given, default=None),
        "lowest": min(given, default=None),
        "most": Decimal(sum(SCORES.values())),
    }
