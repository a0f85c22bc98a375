"""Gap-free numbers."""

from django.db import models


class NumberSeries(models.Model):
    """One counter per code and calendar year (domain.md §5.2); ``last`` is the last number given out."""

    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.last}"
