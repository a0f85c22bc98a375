"""People and organisations that a form names must be among those that it offers: a list on the page is not a lock."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from casework.organisations.models import Membership, Organisation
from processes.forms import Cleaned, Field, FormRejected, FormSchema, clean

Evaluate = Callable[[str, Mapping[str, Any]], Any]


def accept(*, form: FormSchema, raw: Mapping[str, Any], evaluate: Evaluate, day: date) -> Cleaned:
    """Clean ``raw`` and see that whoever it names may be named; one statement for each field that refers.

    Raises FormRejected.
    """
    cleaned = clean(form, raw, evaluate)
    errors = {
        holder.name: [_sentence(field)]
        for holder, field, chosen in _chosen(form, cleaned.values)
        if not chosen <= _offered(field, chosen, evaluate, cleaned.values, day)
    }
    if errors:
        raise FormRejected(errors)
    return cleaned


def _chosen(form: FormSchema, values: Mapping[str, Any]) -> Iterator[tuple[Field, Field, set[str]]]:
    """(field of the form, field or column that refers, the ids chosen in it)."""
    for field in form.fields:
        if field.type in _OFFERS and values.get(field.name):
            yield field, field, _ids(values[field.name])
        for column in (c for c in field.columns if c.type in _OFFERS):
            ids = {key for row in values.get(field.name) or [] for key in _ids(row.get(column.name))}
            if ids:
                yield field, column, ids


def _ids(value: Any) -> set[str]:
    """One id, several of them, or none."""
    return set(value) if isinstance(value, list) else {value} - {None}


def _offered(
    field: Field, chosen: set[str], evaluate: Evaluate, values: Mapping[str, Any], day: date
) -> set[str]:
    scope = evaluate(field.scope.removeprefix("="), values) if field.scope else None
    return _OFFERS[field.type](field, chosen, scope, day)


def _people(field: Field, chosen: set[str], scope: Any, day: date) -> set[str]:
    held = Membership.objects.active_on(day).filter(
        person__is_active=True, person__in=[i for i in chosen if i.isdigit()]
    )
    if field.roles:
        held = held.with_roles(field.roles)
    if field.scope is not None:
        held = held.filter(organisation=scope) if scope else held.none()
    return {str(person) for person in held.values_list("person", flat=True)}


def _organisations(field: Field, chosen: set[str], scope: Any, day: date) -> set[str]:
    known = Organisation.objects.filter(is_active=True)
    if field.kinds:
        known = known.filter(kind__in=field.kinds)
    return {str(pk) for pk in known.values_list("pk", flat=True)} & chosen


def _sentence(field: Field) -> str:
    label = field.label.in_language(get_language() or "zh")
    return gettext("“%(label)s”请从列表中选择。") % {"label": label}


_OFFERS = {"person": _people, "organisation": _organisations}
