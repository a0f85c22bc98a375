"""The trail of an organisation goes by its short name."""

from collections.abc import Collection, Mapping
from uuid import UUID

from casework.audit.naming import Naming, register
from casework.organisations.models import Organisation


def _names(chains: Collection[UUID]) -> Mapping[UUID, str]:
    return dict(Organisation.objects.filter(pk__in=chains).values_list("pk", "short_name"))


def _find(name: str) -> UUID | None:
    return Organisation.objects.filter(short_name=name).values_list("pk", flat=True).first()


register(Naming(_names, _find))
