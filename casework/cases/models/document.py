"""Documents filed in a case."""

from django.db import models

from casework.cases.models.case import Case
from documents.models import Document


class CaseDocument(models.Model):
    """A document belongs to one case; ``element_id`` is the step at which it was filed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="filing")
    element_id = models.CharField(max_length=80, blank=True)
    filed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.document)
