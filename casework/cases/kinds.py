"""The sorts of matter, and the offices that answer for them, that a start event may name."""

from casework.cases.models import Case
from casework.organisations.models import Organisation
from processes import registry

# Of the organisation tree of domain.md §4.1: a bureau is set up office by office, often after its processes.
USUAL = frozenset({"JJK", "CYG", "HDZX", "DDS", "JSFZ", "BGS", "JC", "RSJJ", "JLD"})

registry.kinds(dict(Case.Kind.choices))


@registry.offices
def office_codes() -> frozenset[str]:
    kinds = (Organisation.Kind.OFFICE, Organisation.Kind.BUREAU)
    found = Organisation.objects.filter(kind__in=kinds, is_active=True)
    return USUAL | frozenset(found.values_list("code", flat=True))
