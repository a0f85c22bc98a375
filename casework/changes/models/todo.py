"""What rested on a document that was replaced: to be looked at one by one before the change is handed in."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.changes.models.change import ChangeSet
from casework.policy.models import Clause


class Todo(models.Model):
    """One place that quotes ``clause``: an element, a row, a letter, a form of ``process_id``, or a parameter.

    ``process_id`` is empty for a parameter and for what processes share.
    """

    change = models.ForeignKey(ChangeSet, on_delete=models.CASCADE, related_name="todos")
    clause = models.ForeignKey(Clause, verbose_name=_("条款"), on_delete=models.PROTECT, related_name="+")
    process_id = models.CharField(max_length=80, blank=True)
    process = models.CharField(_("流程"), max_length=120)
    what = models.CharField(_("内容"), max_length=300)
    text = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("process", "clause__ordinal", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="todo_done_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.process} · {self.what}"
