"""Where the person of a request stands; read once for each request."""

from typing import cast

from django.http import HttpRequest
from django.utils.timezone import localdate

from casework.organisations.models import Person
from casework.organisations.standing import Standing, standing_of

_KEPT = "_banjie_standing"


def standing(request: HttpRequest) -> Standing:
    """Standing of the logged-in person today. The request must be authenticated."""
    kept = cast("Standing | None", getattr(request, _KEPT, None))
    if kept is None:
        kept = standing_of(cast(Person, request.user), localdate())
        setattr(request, _KEPT, kept)
    return kept
