"""The organisation tree."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.organisations.naming import NAMES_LENGTH, searchable

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, standing: "Standing") -> "OrganisationQuerySet":
        """Officers see every organisation; others see those in which they hold a role."""
        from casework.organisations.policies import may_read_register

        return self if may_read_register(standing) else self.filter(pk__in=standing.organisation_ids)

    def by_kind(self) -> "OrganisationQuerySet":
        """The bureau, its offices, schools, then those outside, as their kinds are declared; within a kind by code."""
        ranks = [models.When(kind=kind, then=rank) for rank, kind in enumerate(Organisation.Kind.values)]
        return self.order_by(models.Case(*ranks, output_field=models.IntegerField()), "code")


class Organisation(models.Model):
    """A node of the tree of domain.md §4.1: the bureau, its offices, groups, schools, vendors."""

    class Kind(models.TextChoices):
        BUREAU = "BUREAU", _("教育局")
        OFFICE = "OFFICE", _("科室")
        GROUP = "GROUP", _("集团、片区")
        SCHOOL = "SCHOOL", _("学校")
        VENDOR = "VENDOR", _("机构")
        INDIVIDUAL = "INDIVIDUAL", _("个人")
        TRAINING_UNIT = "TRAINING", _("体校、训练单位")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("全称"), max_length=80, unique=True)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # The names in pinyin: whole and by first letters.
    search_text = models.CharField(max_length=NAMES_LENGTH, editable=False, default="")
    is_active = models.BooleanField(_("在用"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")

    def __str__(self) -> str:
        return self.short_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = searchable(self.name, self.short_name)
        named = kwargs.get("update_fields")
        if named is not None:
            kwargs["update_fields"] = {*named, "search_text"}
        super().save(*args, **kwargs)
