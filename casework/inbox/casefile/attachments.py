"""Files of a case as forms and lists show them."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from casework.cases.models import Case
from casework.inbox.forms import Attached
from documents.models import DocumentVersion

IMAGES = {"image/jpeg", "image/png", "image/webp"}
IN_PLACE = IMAGES | {"application/pdf"}


def attached_to(case: Case, ids: Iterable[str]) -> dict[str, Attached]:
    """The uploaded versions among ``ids`` that belong to the case, by id; all others are left out."""
    wanted = [key for key in (_uuid(text) for text in ids) if key]
    if not wanted:
        return {}
    versions = DocumentVersion.objects.filter(
        pk__in=wanted, document__holder=case.pk, state=DocumentVersion.State.AVAILABLE
    )
    return {str(version.pk): _attached(case, version) for version in versions}


def _attached(case: Case, version: DocumentVersion) -> Attached:
    return Attached(
        id=str(version.pk),
        name=version.name,
        size=version.size or 0,
        url=reverse("cases:view_document", args=[case.pk, version.pk]),
        is_image=version.media_type in IMAGES,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
