"""Registers who keeps away from which organisation, and ends it; dated, and never erased."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.audit.services import record
from casework.organisations.models import Organisation, Person, Recusal
from casework.organisations.rules import AlreadyEnded, EndsBeforeItBegan, RecusalExists


def register_recusal(
    *,
    person: Person,
    organisation: Organisation,
    reason: str,
    first_day: date,
    last_day: date | None = None,
    at: datetime,
    by: Person | None,
) -> Recusal:
    """Raises EndsBeforeItBegan, RecusalExists."""
    if last_day is not None and last_day < first_day:
        raise EndsBeforeItBegan
    try:
        with transaction.atomic():
            made = Recusal.objects.create(
                person=person, organisation=organisation, reason=reason.strip(), valid_from=first_day,
                valid_to=last_day, registered_at=at, registered_by=by,
            )  # fmt: skip
            _record("recusal.registered", made, at, by)
    except IntegrityError as error:
        raise RecusalExists from error
    return made


def end_recusal(*, recusal: Recusal, last_day: date, at: datetime, by: Person | None) -> Recusal:
    """Raises AlreadyEnded, EndsBeforeItBegan."""
    with transaction.atomic():
        locked = Recusal.objects.select_for_update(of=("self",)).select_related("person", "organisation")
        found = locked.get(pk=recusal.pk)
        if found.valid_to is not None:
            raise AlreadyEnded
        if last_day < found.valid_from:
            raise EndsBeforeItBegan
        found.valid_to = last_day
        found.save(update_fields=["valid_to"])
        _record("recusal.ended", found, at, by)
    return found


def _record(kind: str, made: Recusal, at: datetime, by: Person | None) -> None:
    payload = {
        "person": str(made.person),
        "organisation": made.organisation.name,
        "reason": made.reason,
        "first_day": made.valid_from,
        "last_day": made.valid_to,
    }
    record(chain=made.person.chain, kind=kind, at=at, by=by, payload=payload)
