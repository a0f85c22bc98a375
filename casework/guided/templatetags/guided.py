"""Filters for faults by name, spans of validity, and names of inputs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext as _

from casework.guided.facts import day_text
from casework.guided.items import lasts
from casework.guided.specimens import marked
from casework.vendors.models import Instructor

register = template.Library()
register.filter("lasts", lasts)
register.filter("marked_places", marked)


@register.filter
def of(found: Mapping[str, Any], name: str) -> Any:
    """What stands under ``name``; nothing where nothing does."""
    return found.get(name, "")


@register.filter
def join_name(prefix: str, rest: object) -> str:
    return f"{prefix}{rest}"


@register.filter
def adopting(name: str) -> str:
    """``fact-12-valid_to`` as the button of a proposal says it: ``12:valid_to``."""
    return ":".join(name.split("-")[1:])


@register.filter
def proposed(value: str) -> str:
    """What a proposal would fill in, as its input would show it."""
    try:
        return day_text(date.fromisoformat(value))
    except ValueError:
        return value


@register.filter
def position(person: Instructor | None) -> str:
    """As 目前身份 is posted."""
    if person is None:
        return ""
    if person.is_teacher_in_service:
        return "in_service"
    return "retired" if person.is_retired_teacher else ""


@register.simple_tag
def positions() -> list[tuple[str, str]]:
    return [
        ("", _("社会专业人员")),
        ("retired", _("退休教师")),
        ("in_service", _("在职中小学、幼儿园教师")),
    ]
