"""What a change of a parameter would change, said before anybody hands it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone

from casework.policy.declared import Declared
from casework.policy.facts import HISTORY, PARAMETERS
from casework.policy.pages.uses import UseLine, readers_of
from casework.policy.values import value_of
from casework.policy.wording import in_words
from processes.models import DecisionRecord


@dataclass(frozen=True)
class Effects:
    """``decided`` counts the decisions since ``first`` that read the value there was: they stay as they are."""

    before: str
    after: str
    first: date
    readers: list[UseLine]
    decided: int
    is_same: bool


def effects_of(known: Declared, typed: Mapping[str, Any], *, today: date, language: str) -> Effects:
    """Of what a valid form says."""
    first = typed["effective_from"]
    before = value_of(known.code, on=first)
    return Effects(
        before=in_words(known, before, language),
        after=in_words(known, typed["value"], language),
        first=first,
        readers=readers_of(known.code, language),
        decided=_decided_since(known.code, first) if first <= today else 0,
        is_same=before == typed["value"],
    )


def _decided_since(code: str, day: date) -> int:
    began = timezone.make_aware(datetime.combine(day, time.min))
    read = Q(**{f"inputs__{PARAMETERS}__has_key": code}) | Q(**{f"inputs__{HISTORY}__has_key": code})
    return DecisionRecord.objects.filter(read, at__gte=began).count()
