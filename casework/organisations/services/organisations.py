"""Registers organisations."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from casework.audit.services import record
from casework.organisations.models import Organisation, Person
from casework.organisations.rules import check_closing, check_parent
from casework.organisations.services.changes import Changes

EDITABLE = ("name", "short_name", "parent", "is_active")


def create_organisation(
    *,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    parent: Organisation | None,
    at: datetime,
    by: Person | None,
) -> Organisation:
    """Register an organisation. The database refuses a code or a name that is taken (IntegrityError)."""
    with transaction.atomic():
        organisation = Organisation.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, parent=parent
        )
        payload = {"code": code, "name": name, "kind": kind, "parent": parent.name if parent else None}
        record(chain=organisation.pk, kind="organisation.created", at=at, by=by, payload=payload)
    return organisation


def edit_organisation(
    *, organisation: Organisation, at: datetime, by: Person | None, **values: Any
) -> Organisation:
    """Set any of name, short_name, parent, is_active. Raises ParentBelowItself, StillHasMembers.

    Closing an organisation is ``is_active=False``; its code and its kind stay what they were.
    """
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        changes = Changes.between(locked, values, EDITABLE)
        if "parent" in changes.now:
            check_parent(locked, values["parent"])
        if changes.now.get("is_active") is False:
            check_closing(locked, localdate(at))
        changes.save(locked)
        if changes.now:
            changed = {"name": locked.name, "changes": changes.in_words}
            record(chain=locked.pk, kind="organisation.changed", at=at, by=by, payload=changed)
    return locked
