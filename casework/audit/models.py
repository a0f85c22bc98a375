"""The audit trail: one row for every business fact, chained by hash, never changed."""

import json
from functools import cached_property
from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.audit.digests import ALGORITHM, GENESIS


class EventIsImmutable(TypeError):
    """Somebody tried to change or delete an event through the ORM."""


class ChainHead(models.Model):
    """How far a chain reaches. It moves forward only, so a chain that was cut at its end is found."""

    chain = models.UUIDField(_("链"), primary_key=True, editable=False)
    seq = models.PositiveBigIntegerField(_("末号"), default=0)
    digest = models.CharField(_("末值"), max_length=64, default=GENESIS)

    class Meta:
        verbose_name = _("审计链")
        verbose_name_plural = _("审计链")

    def __str__(self) -> str:
        return f"{self.chain}:{self.seq}"


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> Never:
        raise EventIsImmutable

    def delete(self) -> Never:
        raise EventIsImmutable


class Event(models.Model):
    """One fact of one chain (a case, or an organisation's register); ``canonical`` is what was hashed."""

    chain = models.UUIDField(_("链"), editable=False)
    seq = models.PositiveBigIntegerField(_("序号"), editable=False)
    kind = models.CharField(_("事项"), max_length=60, editable=False)
    at = models.DateTimeField(_("时间"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("人员"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    # The post as it was then: it stays when the person moves on (domain.md §4.4 rule 9).
    by_name = models.CharField(_("岗位"), max_length=150, blank=True, editable=False)
    on_behalf = models.CharField(_("代理"), max_length=150, blank=True, editable=False)
    algorithm = models.CharField(_("算法"), max_length=12, default=ALGORITHM, editable=False)
    canonical = models.TextField(_("原文"), editable=False)
    previous = models.CharField(_("前值"), max_length=64, editable=False)
    digest = models.CharField(_("校验值"), max_length=64, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计事项")
        verbose_name_plural = _("审计事项")
        ordering = ("chain", "seq")
        constraints = (models.UniqueConstraint(fields=["chain", "seq"], name="event_once_in_chain"),)
        indexes = (
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["kind", "at"], name="event_kind"),
        )

    def __str__(self) -> str:
        return f"{self.chain}:{self.seq} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventIsImmutable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise EventIsImmutable

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What happened, read from the hashed text itself, so that the two cannot differ."""
        payload: dict[str, Any] = json.loads(self.canonical)["payload"]
        return payload
