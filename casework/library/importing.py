"""The city's list: each row is found in the register by credit code, or by name and masked number of a person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casework.organisations.models import Organisation
from casework.vendors.models import Instructor, VendorProfile


@dataclass(frozen=True)
class Row:
    """``code`` is a credit code, or a person's number as the published list masks it: ``3601**********0011``.

    The number itself is never typed: what is submitted is kept for ever (PIPL, least data).
    """

    n: int
    name: str
    code: str
    categories: tuple[str, ...]
    valid_to: str


def rows(values: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a submitted list, numbered from 1."""
    for n, row in enumerate(values.get("rows") or [], 1):
        code = "".join(str(row.get("code") or "").split()).upper()
        yield Row(n, row["name"], code, tuple(row.get("categories") or ()), row["valid_to"])


def match(row: Row) -> Organisation | None:
    """Whose row it is; None where the register does not say so beyond doubt."""
    profile = VendorProfile.objects.filter(credit_code=row.code).exclude(credit_code="").first()
    if profile is not None:
        return profile.organisation
    people = Instructor.objects.filter(
        name=row.name,
        id_masked=row.code,
        is_active=True,
        organisation__kind=Organisation.Kind.INDIVIDUAL,
    ).exclude(id_masked="")
    found = list(people.select_related("organisation")[:2])
    return found[0].organisation if len(found) == 1 else None
