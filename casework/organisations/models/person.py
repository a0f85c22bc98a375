"""Accounts of people, shown by post."""

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.naming import NAMES_LENGTH, searchable

if TYPE_CHECKING:
    from casework.organisations.standing import Standing


class PersonManager(UserManager["Person"]):
    use_in_migrations = False

    def visible_to(self, standing: "Standing") -> "models.QuerySet[Person]":
        """Officers see everybody; others see themselves and who holds a role in their organisations now."""
        from casework.organisations.models.membership import Membership
        from casework.organisations.policies import may_read_register

        if may_read_register(standing):
            return self.all()
        current = Membership.objects.active_on(standing.day)
        colleagues = current.filter(organisation__in=standing.organisation_ids)
        return self.filter(Q(pk=standing.person.pk) | Q(pk__in=colleagues.values("person")))

    def same_as(self, person: "Person") -> "models.QuerySet[Person]":
        """Every account of the human being: accounts that share a staff number are one person."""
        one = Q(pk=person.pk)
        return self.filter(one | Q(staff_number=person.staff_number) if person.staff_number else one)


class Person(AbstractUser):
    """One account for one person, shown by post and name; the staff number ties double accounts together."""

    post = models.CharField(_("岗位"), max_length=60, blank=True)
    staff_number = models.CharField(_("工号"), max_length=30, blank=True, db_index=True)
    language = models.CharField(_("语言"), max_length=10, blank=True)
    search_text = models.CharField(max_length=NAMES_LENGTH, editable=False, default="")

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return str(self.post or self.username)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = searchable(str(self.post))
        named = kwargs.get("update_fields")
        if named is not None:
            kwargs["update_fields"] = {*named, "search_text"}
        super().save(*args, **kwargs)

    @property
    def chain(self) -> UUID:
        """The audit chain of what happens to this account."""
        return uuid5(NAMESPACE_OID, f"person:{self.pk}")
