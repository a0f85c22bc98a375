"""People by post and name, and who is meant by a role in an organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from casework.organisations.models import Membership, Organisation, Person, Role
from processes.models import UserTask


def person_text(person: Person | Any | None) -> str:
    """``王敏（督导室督学）``; the post alone where no name is kept; the system where nobody acted."""
    if person is None:
        return _("系统")
    name = person.get_full_name()
    if name and person.post and name != person.post:
        return f"{name}（{person.post}）"
    return name or str(person)


@dataclass(frozen=True)
class Places:
    """Organisations that tasks are scoped to: their names, and which roles are really held there."""

    names: Mapping[str, str]
    held: Mapping[str, frozenset[str]]

    def actor(self, task: UserTask) -> str:
        """Whose turn it is: the holder, else the roles of the lane that somebody holds there."""
        if task.assignee_id is not None:
            return person_text(task.assignee)
        organisation = self.names.get(task.scope, "")
        roles = [role for role in task.role_ids if role in self.held.get(task.scope, frozenset())]
        words = roles_text(roles or task.role_ids)
        # 基教科 + 基教科经办 is said once.
        return words if organisation and words.startswith(organisation) else f"{organisation} {words}".strip()


def places_of(tasks: Iterable[UserTask], day: date) -> Places:
    """In two statements for any number of tasks."""
    scopes = {task.scope for task in tasks if task.scope}
    names = Organisation.objects.filter(pk__in=scopes).values_list("pk", "short_name")
    held: dict[str, set[str]] = {}
    rows = Membership.objects.active_on(day).filter(organisation_id__in=scopes).order_by()
    for organisation, role in rows.values_list("organisation", "role").distinct():
        held.setdefault(str(organisation), set()).add(role)
    return Places({str(key): name for key, name in names}, {k: frozenset(v) for k, v in held.items()})


def roles_text(role_ids: Iterable[str]) -> str:
    """Two roles are named, more than that are told as others."""
    labels = {role.value: gettext(str(role.label)) for role in Role}
    named = [labels.get(role, role) for role in role_ids]
    words = _("、").join(named[:2])
    return _("%(roles)s等") % {"roles": words} if len(named) > 2 else words
