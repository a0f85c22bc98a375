"""Days and colours of permits and papers on pages."""

from django import template

from casework.calendar.templatetags.days import long_day
from casework.papers.models import Paper
from casework.papers.naming import person_on
from casework.vendors.models import Category

register = template.Library()
_COLOURS = {
    "ACTIVE": "ok", "VALID": "ok", "SUBMITTED": "accent", "SUSPENDED": "overdue", "EXPIRED": "overdue",
    "REVOKED": "overdue", "REMOVED": "overdue",
}  # fmt: skip


register.filter(long_day)


@register.filter("person_on")
def person_on_paper(paper: Paper, in_full: bool) -> str:
    return person_on(paper.instructor, subject=paper.subject, in_full=in_full)


@register.filter
def state_colour(state: str) -> str:
    """The class of the badge that shows ``state``."""
    return f"bj-badge--{_COLOURS[state]}" if state in _COLOURS else ""


@register.filter
def category(code: str) -> str:
    return str(Category(code).label) if code in Category.values else code
