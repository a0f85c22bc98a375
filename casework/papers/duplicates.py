"""The same bytes under another name: a certificate of one vendor handed in by another (D03 row 2)."""

from casework.papers.models import Paper
from documents.services import same_bytes


def others_with_same_bytes(paper: Paper) -> bool:
    """Whether another subject has handed in, or keeps as a draft, a file of the same hash."""
    version = paper.version
    if version is None:
        return False
    papers = same_bytes(version).filter(document__paper__isnull=False)
    return papers.exclude(document__paper__subject=paper.subject_id).exists()
