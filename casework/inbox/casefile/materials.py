"""Documents filed in a case, by type, with their versions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.policies import reads_own_side_only
from casework.findings.models import Evidence
from casework.inbox.casefile.attachments import IMAGES, IN_PLACE
from casework.inbox.casefile.people import own_documents
from casework.inbox.viewer import Viewer
from casework.inbox.wording.labels import label
from casework.inbox.wording.people import person_text
from documents.models import Document, DocumentVersion


@dataclass(frozen=True)
class Paper:
    """One version of a document."""

    name: str
    number: int
    size: int
    by: str
    at: datetime
    url: str
    download_url: str
    is_image: bool
    opens_here: bool
    is_frozen: bool
    about: str


@dataclass(frozen=True)
class Filed:
    title: str
    current: Paper
    earlier: list[Paper]


@dataclass(frozen=True)
class Group:
    label: str
    documents: list[Filed]


def materials(case: Case, viewer: Viewer) -> list[Group]:
    """Everything filed except letters, which have a place of their own; of two sides each reads what is its own."""
    available = DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE)
    versions = available.select_related("uploaded_by", "evidence__finding").order_by("-number")
    documents = (
        Document.objects.filter(filing__case=case)
        .exclude(versions__letter__isnull=False)
        .prefetch_related(Prefetch("versions", versions))
        .order_by("type_code", "filing__filed_at", "pk")
    )
    if reads_own_side_only(case, viewer.standing):
        theirs = DocumentVersion.objects.filter(own_documents(viewer), document__filing__case=case)
        documents = documents.filter(pk__in=theirs.values("document"))
    groups: dict[str, list[Filed]] = {}
    for document in documents:
        papers = [paper(case, version) for version in document.versions.all()]
        if papers:
            groups.setdefault(document.type.label, []).append(Filed(document.title, papers[0], papers[1:]))
    return [*_handed_over(case, viewer), *(Group(label, found) for label, found in groups.items())]


def _handed_over(case: Case, viewer: Viewer) -> list[Group]:
    """What came when the case was opened from another one; it stays filed there."""
    versions = DocumentVersion.objects.filter(handed_to__case=case).select_related(
        "document", "uploaded_by", "evidence__finding"
    )
    if reads_own_side_only(case, viewer.standing):
        versions = versions.filter(own_documents(viewer))
    ordered = versions.order_by("document__type_code", "handed_to__pk").distinct()
    filed = [Filed(version.document.title, paper(case, version), []) for version in ordered]
    return [Group(_("随案移交的材料"), filed)] if filed else []


def paper(case: Case, version: DocumentVersion) -> Paper:
    return Paper(
        name=version.name,
        number=version.number,
        size=version.size or 0,
        by=person_text(version.uploaded_by),
        at=version.available_at or version.created_at,
        url=reverse("cases:view_document", args=[case.pk, version.pk]),
        download_url=reverse("cases:save_document", args=[case.pk, version.pk]),
        is_image=version.media_type in IMAGES,
        opens_here=version.media_type in IN_PLACE,
        is_frozen=version.is_frozen,
        about=_about(version),
    )


def _about(version: DocumentVersion) -> str:
    """For proof of a repair: of which finding, before or after it."""
    evidence: Evidence | None = getattr(version, "evidence", None)
    if evidence is None:
        return ""
    return _("问题%(n)s · %(moment)s") % {
        "n": evidence.finding.ordinal,
        "moment": label(evidence.get_moment_display()),
    }
