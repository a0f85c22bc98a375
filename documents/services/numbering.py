"""The number of the next version of a document."""

from django.db.models import Max

from documents.models import Document, DocumentVersion


def next_number(document: Document) -> int:
    """One more than the highest. Locks the document's row until the end of the transaction."""
    Document.objects.select_for_update().get(pk=document.pk)
    highest = DocumentVersion.objects.filter(document=document).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1
