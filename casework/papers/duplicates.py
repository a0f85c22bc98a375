"""The same bytes under another name: a certificate of one vendor handed in by another (D03 row 2)."""

from casework.papers.models import Paper
from documents.models import DocumentVersion


def others_with_same_bytes(paper: Paper) -> bool:
    """Whether another subject has handed in, or keeps as a draft, a file of the same hash."""
    version = paper.version
    if version is None:
        return False
    available = DocumentVersion.objects.filter(state=DocumentVersion.State.AVAILABLE)
    same = available.filter(sha256=version.sha256, document__paper__isnull=False)
    return same.exclude(document__paper__subject=paper.subject_id).exists()
