"""Documents of policy and their clauses (domain.md §2.26)."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PolicyDocumentQuerySet(models.QuerySet["PolicyDocument"]):
    def in_force_on(self, day: date) -> "PolicyDocumentQuerySet":
        """Those that had begun and not ended; one whose day nobody has entered counts as begun."""
        begun = Q(effective_on=None) | Q(effective_on__lte=day)
        return self.filter(begun, Q(ended_on=None) | Q(ended_on__gte=day))


class PolicyDocument(models.Model):
    """One document. ``short_name`` is how texts quote it: “实施方案三（一）2”.

    ``issued_on`` and ``effective_on`` stay empty while the text does not say (gap G-01): nobody makes a date up.
    """

    class Level(models.TextChoices):
        """Precedence falls in this order (R-134)."""

        STATE = "STATE", _("国家")
        PROVINCE = "PROVINCE", _("省")
        CITY = "CITY", _("市")
        DISTRICT = "DISTRICT", _("区")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    level = models.CharField(_("层级"), max_length=10, choices=Level.choices)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    title = models.CharField(_("标题"), max_length=200)
    short_name = models.CharField(_("简称"), max_length=30, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=100)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    ended_on = models.DateField(_("失效日期"), null=True, blank=True)
    superiors = models.ManyToManyField(
        "self", verbose_name=_("上位依据"), symmetrical=False, blank=True, related_name="inferiors"
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name=_("代替"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("政策文件")
        verbose_name_plural = _("政策文件")
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="policy_document_number_once"
            ),
            models.UniqueConstraint(
                fields=["short_name"], condition=~Q(short_name=""), name="policy_document_short_name_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(effective_on=None) | Q(ended_on__gte=F("effective_on")),
                name="policy_document_dates",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="policy_document_replaces_another"
            ),
        )

    def __str__(self) -> str:
        return f"《{self.title}》"


class Clause(models.Model):
    """One clause as it was issued. ``place`` is its place in the document's own counting, such as 三（一）2;
    ``requirements`` are ids of the requirements that were read out of it (R-nnn)."""

    document = models.ForeignKey(PolicyDocument, on_delete=models.PROTECT, related_name="clauses")
    place = models.CharField(_("条款"), max_length=40)
    ordinal = models.PositiveIntegerField()
    text = models.TextField(_("原文"))
    requirements = models.JSONField(default=list)

    class Meta:
        verbose_name = _("条款")
        verbose_name_plural = _("条款")
        ordering = ("document", "ordinal")
        constraints = (
            models.UniqueConstraint(fields=["document", "place"], name="clause_place_once"),
            models.UniqueConstraint(fields=["document", "ordinal"], name="clause_ordinal_once"),
            models.CheckConstraint(condition=~Q(place="") & ~Q(text=""), name="clause_says_something"),
        )

    def __str__(self) -> str:
        return self.place
