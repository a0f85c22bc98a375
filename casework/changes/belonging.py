"""Tells the pages of parameters which proposals are part of a change: they are confirmed or dropped with it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse

from casework.changes.models import ChangeParameter
from casework.policy.belonging import Whole, belongs


@belongs
def changes_of(proposals: Collection[UUID]) -> Mapping[UUID, Whole]:
    links = ChangeParameter.objects.filter(value__in=proposals).values_list(
        "value", "change", "change__title"
    )
    return {
        value: Whole(title, reverse("changes:parameters", args=[change])) for value, change, title in links
    }
