"""Who may add files to a case, and which files a viewer may open."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from casework.audit.services import record
from casework.cases.models import Case
from casework.cases.policies import reads_own_side_only
from casework.inbox.casefile.attachments import IMAGES
from casework.inbox.casefile.letters import SERVED, is_outside
from casework.inbox.casefile.people import own_documents
from casework.inbox.desk.queue import pool
from casework.inbox.viewer import Viewer
from documents.catalogue import document_types
from documents.models import DocumentVersion
from documents.services import begin_upload, complete_upload
from storage import UploadTicket


def may_upload(case: Case, viewer: Viewer) -> bool:
    """Whoever has something to do in an open case, and those on either side of it."""
    if case.closed_at is not None:
        return False
    sides = {str(case.respondent_id), str(case.office_id), str(case.school_id)}
    return bool(sides & viewer.standing.organisations()) or any(
        branch.filter(instance=case.instance_id).exists() for branch in pool(viewer)
    )


def start_upload(
    *, case: Case, viewer: Viewer, type_code: Any, name: Any, size: Any, at: datetime
) -> tuple[DocumentVersion, UploadTicket]:
    """Announce a file; its ticket runs from ``at``, the machine's time, by which the bytes are taken.

    Raises ValueError for nonsense, and what ``begin_upload`` raises.
    """
    if not (isinstance(type_code, str) and isinstance(name, str) and isinstance(size, int)):
        raise ValueError(name)
    return begin_upload(holder=case.pk, type_code=type_code, name=name, size=size, by=viewer.person, at=at)


def finish_upload(*, version: DocumentVersion, viewer: Viewer) -> DocumentVersion:
    """Settle a sent file, with the event of the case in the transaction that makes it available."""

    return complete_upload(
        version=version, at=viewer.now, then=lambda settled: tell_uploaded(settled, viewer.now)
    )


def tell_uploaded(settled: DocumentVersion, at: datetime) -> None:
    """Write down that a file has come to its case; also of an upload that was cut off, which a sweep found whole."""
    holder = settled.document.holder
    if Case.objects.filter(pk=holder).exists():
        payload = {"name": settled.name, "sha256": settled.sha256, "size": settled.size}
        record(chain=holder, kind="document.uploaded", at=at, by=settled.uploaded_by, payload=payload)


def own_upload(case: Case, version_id: UUID, viewer: Viewer) -> DocumentVersion:
    """A file that the viewer announced himself, whatever its state. Raises Http404."""
    mine = DocumentVersion.objects.filter(document__holder=case.pk, uploaded_by=viewer.person)
    return get_object_or_404(mine.select_related("document"), pk=version_id)


def case_version(case: Case, version_id: UUID, viewer: Viewer) -> DocumentVersion:
    """A file of the case that the viewer may open. Raises Http404."""
    return get_object_or_404(readable(case, viewer), pk=version_id)


def readable(case: Case, viewer: Viewer) -> QuerySet[DocumentVersion]:
    """The files of the case that the viewer may open.

    Files not handed in yet are their uploader's; letters are the respondent's once served; what came with the case
    from another one is for those who see this one.
    """
    handed = Q(handed_to__case=case)
    seen = (
        Q(document__filing__case=case)
        | Q(evidence__finding__case=case)
        | Q(uploaded_by=viewer.person)
        | handed
    )
    letters = Q(letter__case=case) | handed
    if is_outside(case, viewer):
        letters &= Q(letter__state__in=SERVED)
    if reads_own_side_only(case, viewer.standing):
        seen &= own_documents(viewer)
        letters &= Q(letter__addressee__in=viewer.standing.organisation_ids)
    here = Q(document__holder=case.pk) | handed
    found = DocumentVersion.objects.filter(here, state=DocumentVersion.State.AVAILABLE)
    unserved = Q(letter__isnull=False) & ~letters
    # Identity, health and the like open on their own page, which asks for a reason and records the view.
    sensitive = [code for code, found_type in document_types().items() if found_type.is_sensitive]
    found = found.exclude(~Q(uploaded_by=viewer.person), document__type_code__in=sensitive)
    return found.filter(seen | letters).exclude(unserved).distinct()


def addresses(case: Case, version: DocumentVersion) -> dict[str, str]:
    """What the upload element goes on with: the id to hand in, where to complete it, a picture to show."""
    is_image = version.media_type in IMAGES
    return {
        "version": str(version.pk),
        "complete": reverse("cases:complete_upload", args=[case.pk, version.pk]),
        "preview": reverse("cases:view_document", args=[case.pk, version.pk]) if is_image else "",
    }
