"""What is shown to the public: before it takes effect (公示), and what came of it; and letters that are made public."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.letters.models import Letter


class PublicationQuerySet(models.QuerySet["Publication"]):
    def shown_on(self, day: date) -> "PublicationQuerySet":
        """What the public page lists on ``day``; what was struck down is gone at once."""
        return self.filter(starts_on__lte=day, ends_on__gte=day).exclude(state=Publication.State.STRUCK)


class Publication(models.Model):
    """``text`` is shown as it stands: the caller keeps personal numbers out of it (domain.md §4.4 rule 8).

    ``rows`` is a table beside it: ``{"columns": [label…], "cells": [[text…]…]}``, or empty. A ``letter`` is made public
    as it was produced.
    """

    class State(models.TextChoices):
        SHOWN = "SHOWN", _("公示中")
        PASSED = "PASSED", _("公示无异议")
        STRUCK = "STRUCK", _("异议成立")
        OPEN = "OPEN", _("公开")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="publications")
    title = models.CharField(_("标题"), max_length=120)
    text = models.CharField(_("内容"), max_length=1000)
    rows = models.JSONField(default=dict, blank=True)
    letter = models.OneToOneField(Letter, null=True, on_delete=models.PROTECT, related_name="publication")
    starts_on = models.DateField(_("自"))
    ends_on = models.DateField(_("至"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.SHOWN)
    objections = models.PositiveSmallIntegerField(_("异议"), default=0)
    published_at = models.DateTimeField(_("公示时间"))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("公示")
        verbose_name_plural = _("公示")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="SHOWN"), name="publication_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="publication_dates"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="publication_says_what"),
            # Letters are made public, whatever else is shown for objections.
            models.CheckConstraint(
                condition=Q(state="OPEN", letter__isnull=False) | (~Q(state="OPEN") & Q(letter=None)),
                name="publication_of_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.title
