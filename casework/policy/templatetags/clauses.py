"""The one list of clauses that inputs offer, and what is to be said of a clause that was chosen."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.timezone import localdate

from casework.policy.citing import clauses_to_cite, with_citations

register = template.Library()


@register.inclusion_tag("policy/_clauses.html")
def clause_list() -> dict[str, Any]:
    """For inputs with ``list="clauses"`` anywhere on the page."""
    return {"clauses": list(clauses_to_cite(localdate()))}


@register.inclusion_tag("policy/_chosen_clause.html")
def chosen_clause(text: object) -> Mapping[str, Any]:
    return with_citations([{"clause": text}], localdate())[0]


@register.simple_tag
def citing(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As ``with_citations`` today."""
    return with_citations(rows, localdate())
