"""Answering a requirement with a file: announced, completed, taken away again while nothing was handed in."""

from datetime import datetime

from django.db import transaction

from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement
from casework.papers.services.requirements import subject_of
from documents.catalogue import document_type
from documents.models import DocumentVersion
from documents.services import begin_upload, complete_upload, withdraw
from storage import UploadTicket

OPEN = (Requirement.State.OPEN, Requirement.State.RETURNED)


class NotOpen(Exception):
    """The requirement was handed in or accepted, and takes no other file unless it is given back."""


def begin(
    *, requirement: Requirement, name: str, size: int, by: Person, at: datetime
) -> tuple[Paper, DocumentVersion, UploadTicket]:
    """Announce a file: another version of the draft that answers ``requirement``, or of a new draft.

    A paper that was offered again stays as it is; the draft takes its place. Raises NotOpen, and UploadRefused with
    a sentence.
    """
    with transaction.atomic():
        held = _hold(requirement)
        draft = held.paper if held.paper and held.paper.state == Paper.State.DRAFT else None
        subject = subject_of(held)
        version, ticket = begin_upload(
            holder=subject.pk,
            type_code=held.type_code,
            name=name,
            size=size,
            by=by,
            at=at,
            document=draft.document if draft else None,
            title=document_type(held.type_code).zh,
        )
        if draft is None:
            draft = Paper.objects.create(
                subject=subject,
                instructor=held.instructor,
                type_code=held.type_code,
                document=version.document,
                created_at=at,
                created_by=by,
            )
            _bind(held, draft)
        requirement.paper, requirement.is_reused = draft, False
    return draft, version, ticket


def finish(*, requirement: Requirement, version: DocumentVersion, at: datetime) -> DocumentVersion:
    """The bytes were sent: read them back. The version is AVAILABLE or REFUSED afterwards.

    Earlier files of the draft that no decision used are withdrawn. Raises UploadIncomplete, StoreUnavailable.
    """

    def take(settled: DocumentVersion) -> None:
        _withdraw_before(settled, at)
        kind = document_type(requirement.type_code)
        payload = {
            "type": kind.zh, "type_en": kind.en, "name": settled.name, "size": settled.size, "sha256": settled.sha256,
        }  # fmt: skip
        by = settled.uploaded_by
        record(chain=requirement.case_id, kind="paper.uploaded", at=at, by=by, payload=payload)

    return complete_upload(version=version, at=at, then=take)


def detach(*, requirement: Requirement, by: Person, at: datetime) -> None:
    """Take the answer away again: a draft becomes void, a paper that was offered again stays. Raises NotOpen."""
    with transaction.atomic():
        held = _hold(requirement)
        paper = held.paper
        _bind(held, None)
        if paper is not None and paper.state == Paper.State.DRAFT and not paper.requirements.exists():
            Paper.objects.filter(pk=paper.pk).update(state=Paper.State.VOID)
            unused = (DocumentVersion.State.PENDING, DocumentVersion.State.AVAILABLE)
            for version in paper.document.versions.filter(state__in=unused, frozen_at=None):
                withdraw(version=version, at=at)
        requirement.paper, requirement.is_reused = None, False


def _hold(requirement: Requirement) -> Requirement:
    held = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
    if held.state not in OPEN:
        raise NotOpen(str(held.pk))
    return held


def _bind(held: Requirement, paper: Paper | None) -> None:
    # D03 judges anew; why it was given back stays readable until it is handed in again.
    held.paper, held.is_reused, held.verdict = paper, False, ""
    held.save(update_fields=["paper", "is_reused", "verdict"])


def _withdraw_before(version: DocumentVersion, at: datetime) -> None:
    earlier = DocumentVersion.objects.filter(
        document=version.document_id,
        number__lt=version.number,
        state=DocumentVersion.State.AVAILABLE,
        frozen_at=None,
    )
    for old in earlier:
        withdraw(version=old, at=at)
