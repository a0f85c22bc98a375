"""Registers accounts."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from casework.audit.services import record
from casework.organisations import departures
from casework.organisations.models import Person
from casework.organisations.rules import check_one_person
from casework.organisations.services.changes import Changes

EDITABLE = ("post", "staff_number", "language", "is_active")


def create_person(
    *,
    username: str,
    post: str,
    staff_number: str = "",
    language: str = "",
    password: str | None = None,
    at: datetime,
    by: Person | None,
) -> Person:
    """Open an account; without a password nobody can log in to it until one is set."""
    with transaction.atomic():
        person = Person.objects.create_user(
            username, password=password, post=post, staff_number=staff_number, language=language
        )
        record(chain=person.chain, kind="person.created", at=at, by=by, payload=_named(person))
    return person


def edit_person(*, person: Person, at: datetime, by: Person | None, **values: Any) -> Person:
    """Set any of post, staff_number, language, is_active (a blocked account stands nowhere).

    Raises RolesNotCombined where a staff number makes one person of two accounts whose roles are kept apart.
    """
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        changes = Changes.between(locked, values, EDITABLE)
        changes.save(locked)
        if "staff_number" in changes.now:
            check_one_person(locked)
        if changes.now:
            payload = {**_named(locked), "changes": changes.in_words}
            record(chain=locked.chain, kind="person.changed", at=at, by=by, payload=payload)
        if changes.now.get("is_active") is False:
            departures.announce(locked, localdate(at) - timedelta(days=1), at, by)
    return locked


def set_password(*, person: Person, password: str, at: datetime, by: Person | None) -> None:
    """Give the account another password; the trail says that, not which."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        locked.set_password(password)
        locked.save(update_fields=["password"])
        record(chain=locked.chain, kind="person.password_set", at=at, by=by, payload=_named(locked))


def _named(person: Person) -> dict[str, str]:
    return {"username": person.username, "post": str(person)}
