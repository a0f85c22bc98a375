"""Vendors that a scenario begins with: registered, in a library or in none, with the people they send."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from casework.library.models import LibraryEntry
from casework.organisations.models import Organisation
from casework.papers.models import Paper
from casework.scenarios.script import moment
from casework.scenarios.sheets import sheet
from casework.vendors.credit_code import is_credit_code
from casework.vendors.models import Instructor, VendorProfile
from documents.catalogue import document_type
from documents.services import store_bytes

LONG_AGO = moment("2020-01-01T09:00")
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def register_vendor(raw: Mapping[str, Any], bureau: Organisation) -> Organisation:
    """``name``, ``kind``, ``categories``, ``people``, ``library``, ``sports``, ``listed_abnormal`` of one vendor.

    One that is in the register already stays as it is.
    """
    known = Organisation.objects.filter(short_name=raw["name"]).first()
    if known is not None:
        return known
    vendor = Organisation.objects.create(
        code=raw["name"],
        name=raw["name"],
        short_name=raw["name"],
        kind=Organisation.Kind(raw.get("kind", "VENDOR")),
        parent=bureau,
    )
    VendorProfile.objects.create(
        organisation=vendor,
        credit_code="" if vendor.kind == Organisation.Kind.INDIVIDUAL else _credit_code(raw["name"]),
        categories=raw.get("categories", ["arts"]),
        is_sports_project=bool(raw.get("sports")),
        is_listed_abnormal=bool(raw.get("listed_abnormal")),
    )
    for ordinal, person in enumerate(raw.get("people", [])):
        _register_person(vendor, person, LONG_AGO + timedelta(minutes=ordinal))
    for paper in raw.get("papers", []):
        _hold(vendor, paper)
    for entry in raw.get("library", []):
        enter_library(vendor, entry)
    return vendor


def _register_person(vendor: Organisation, raw: Mapping[str, Any], at: datetime) -> Instructor:
    hit = raw.get("query") == Instructor.Query.HIT
    return Instructor.objects.create(
        organisation=vendor,
        name=raw["name"],
        speciality=raw.get("speciality", ""),
        is_retired_teacher=bool(raw.get("retired")),
        is_teacher_in_service=bool(raw.get("in_service")),
        query_result=Instructor.Query.HIT if hit else Instructor.Query.UNKNOWN,
        queried_on=LONG_AGO.date() if hit else None,
        created_at=at,
    )


def _hold(vendor: Organisation, raw: Mapping[str, Any]) -> Paper:
    """A paper handed in before, whose file says ``text``."""
    title = document_type(raw["type"]).zh
    version = store_bytes(
        holder=vendor.pk, type_code=raw["type"], name=f"{title}.pdf", title=title,
        content=sheet(raw["text"], title=title), by=None, at=LONG_AGO,
    )  # fmt: skip
    return Paper.objects.create(
        subject=vendor,
        type_code=raw["type"],
        document=version.document,
        state=Paper.State.SUBMITTED,
        created_at=LONG_AGO,
    )


def enter_library(vendor: Organisation, raw: Mapping[str, Any]) -> LibraryEntry:
    """``level``, ``valid_from``, ``valid_to``, and ``barred_until`` of one that was removed."""
    barred = raw.get("barred_until")
    first = date.fromisoformat(raw.get("valid_from", "2025-09-01"))
    return LibraryEntry.objects.create(
        organisation=vendor,
        level=LibraryEntry.Level(raw["level"]),
        number=f"TRIAL-{raw['level']}-{vendor.code}",
        categories=VendorProfile.objects.get(organisation=vendor).categories,
        valid_from=first,
        valid_to=date.fromisoformat(raw["valid_to"]) if "valid_to" in raw else _end_of_school_year(first),
        state=LibraryEntry.State.REMOVED if barred else LibraryEntry.State.ACTIVE,
        reason="清退" if barred else "",
        changed_on=LONG_AGO.date() if barred else None,
        barred_until=date.fromisoformat(barred) if barred else None,
        entered_at=LONG_AGO,
    )


def _end_of_school_year(day: date) -> date:
    return date(day.year + (day.month >= 9), 8, 31)


def _credit_code(name: str) -> str:
    """A code that passes its check and is nobody's: of the invented kind 5Y."""
    stem = "5Y3601" + f"{sum(ord(sign) * 31**n for n, sign in enumerate(name)) % 10**11:011d}"
    return next(stem + sign for sign in SIGNS if is_credit_code(stem + sign))
