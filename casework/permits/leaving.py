"""Whether somebody may leave the roster of his vendor."""

from datetime import date

from casework.permits.models import Permit, PermitInstructor
from casework.vendors.models import Instructor
from casework.vendors.rules import StillTeaching

_HOLDING = (Permit.State.ACTIVE, Permit.State.SUSPENDED)


def ask(instructor: Instructor, day: date) -> None:
    """Raises StillTeaching while a permit names him."""
    rows = PermitInstructor.objects.filter(
        instructor=instructor, permit__state__in=_HOLDING, permit__valid_to__gte=day
    )
    current = rows.exclude(ends_on__lt=day).select_related("permit").first()
    if current is not None:
        raise StillTeaching(current.permit.number)
