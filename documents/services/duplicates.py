"""The same file handed in by somebody else."""

from django.db.models import QuerySet

from documents.models import DocumentVersion


def same_bytes(version: DocumentVersion) -> QuerySet[DocumentVersion]:
    """Available versions of other holders with the very bytes of this one; none while it has no hash, oldest first."""
    if not version.sha256:
        return DocumentVersion.objects.none()
    same = DocumentVersion.objects.filter(sha256=version.sha256, state=DocumentVersion.State.AVAILABLE)
    others = same.exclude(document__holder=version.document.holder)
    return others.select_related("document").order_by("available_at", "pk")
