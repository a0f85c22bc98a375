"""A recipient signs for its copy of a letter to many."""

from datetime import datetime

from django.db import transaction

from casework.cases.services.trail import record
from casework.letters.copies import sign_for
from casework.letters.models import Copy
from casework.organisations.models import Person


def receive_copy(*, copy: Copy, by: Person, at: datetime) -> bool:
    """Keep who signed and when, in the trail of the case as well; False where somebody was first."""
    with transaction.atomic():
        if not sign_for(copy=copy, by=by, at=at):
            return False
        payload = {"number": copy.letter.number, "recipient": copy.recipient.short_name}
        record(chain=copy.letter.case_id, kind="letter.read", at=at, by=by, payload=payload)
    return True
