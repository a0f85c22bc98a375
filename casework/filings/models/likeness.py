"""How much a text looks like those that others filed on the same subject."""

from django.db import models
from django.db.models import Q

from casework.cases.models import Case
from casework.filings.models.deposit import Deposit


class Likeness(models.Model):
    """The latest comparison of a case: percent to the filer, ``nearest`` to the office only (domain.md §4.4 rule 1)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="likenesses")
    subject = models.CharField(max_length=40)
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    compared = models.PositiveIntegerField()
    nearest = models.ForeignKey(Deposit, null=True, on_delete=models.PROTECT, related_name="+")
    compared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "subject"], name="likeness_once"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="likeness_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.percent} %"
