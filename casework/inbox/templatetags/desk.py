"""Filters for days, moments, labels and addresses of lists."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language

from casework.calendar.wording.dates import full_date, short_date
from casework.cases.matters import matter_of
from casework.cases.models import Case
from casework.cases.names import name_in, outcome_name, stage_name
from casework.inbox.casefile.listing import Wanted
from casework.inbox.desk.filters import Filters
from casework.inbox.desk.queue import FARTHEST, Queue
from casework.inbox.wording.days import moment_text
from casework.inbox.wording.labels import label, severity_text
from casework.inbox.wording.people import person_text

register = template.Library()
register.filter("severity", severity_text)
register.filter("label", label)
register.filter("person", person_text)


register.simple_tag(matter_of)


def _language() -> str:
    return get_language() or "zh-hans"


@register.filter
def day(value: date | None) -> str:
    return full_date(value, _language()) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return short_date(value, _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return moment_text(value, _language()) if value else ""


@register.filter
def step(value: object) -> str:
    return name_in(value, _language())  # type: ignore[arg-type]


@register.filter
def stage(value: Case) -> str:
    return stage_name(value, _language())


@register.filter
def about(value: Case) -> str:
    """What a case is about, and whom, where its title does not say so."""
    said = {value.respondent.name, value.respondent.short_name}
    named = any(name and name in value.title for name in said)
    return value.title if named else f"{value.title} · {value.respondent.name}"


@register.filter
def outcome(value: Case) -> str:
    return outcome_name(value, _language())


@register.filter
def action_label(value: object) -> str:
    """The label of an action in the language of the screen."""
    english = getattr(value, "label_en", "")
    return str(english if _language().startswith("en") and english else getattr(value, "label", ""))


@register.filter
def size(value: int) -> str:
    return filesizeformat(value).replace("\xa0", " ")


@register.filter
def counted(paginator: Paginator[Any]) -> str:
    """How many rows there are; a queue is counted only so far."""
    cut = isinstance(paginator.object_list, Queue) and paginator.count >= FARTHEST
    return f"{FARTHEST - 1}+" if cut else str(paginator.count)


@register.simple_tag
def query(filters: Filters | Wanted, **changes: str) -> str:
    """The address of a list with some of its filters changed."""
    return filters.query(**{name: str(value) for name, value in changes.items()})
