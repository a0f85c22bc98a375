"""Which offices a person may register findings for."""

from casework.organisations.models import Organisation, Role
from casework.organisations.services import Standing

# The teacher development centre only reads: a case of its own would wait for a lane in which nobody stands.
REGISTRARS = (
    Role.BASIC_EDUCATION,
    Role.ADULT_PRESCHOOL,
    Role.ACTIVITY_CENTRE,
    Role.SUPERVISION,
)


def offices_of(standing: Standing) -> frozenset[str]:
    """Ids of the offices in which the person registers findings (domain.md §4.3: rectification, create)."""
    return standing.organisations(REGISTRARS)


def offices(standing: Standing) -> list[Organisation]:
    found = Organisation.objects.filter(pk__in=offices_of(standing), is_active=True)
    return list(found.exclude(kind=Organisation.Kind.SCHOOL).order_by("code"))
