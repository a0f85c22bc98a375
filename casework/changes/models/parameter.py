"""A value of a parameter that is proposed together with a change of processes."""

from django.db import models

from casework.changes.models.change import ChangeSet
from casework.policy.models import ParameterValue


class ChangeParameter(models.Model):
    """``value`` waits like every proposal; it is confirmed or dropped with the change."""

    change = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="parameters")
    value = models.OneToOneField(ParameterValue, on_delete=models.PROTECT, related_name="change_parameter")

    class Meta:
        ordering = ("value__effective_from", "value__code", "pk")

    def __str__(self) -> str:
        return str(self.value)
