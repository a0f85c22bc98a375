"""People by post and name, and who is meant by a role in an organisation."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.organisations.models import Organisation, Person, Role
from processes.models import UserTask


def person_text(person: Person | Any | None) -> str:
    """``王敏（督导室督学）``; the post alone where no name is kept; the system where nobody acted."""
    if person is None:
        return _("系统")
    name = person.get_full_name()
    if name and person.post and name != person.post:
        return f"{name}（{person.post}）"
    return name or str(person)


def organisation_names(scopes: Iterable[str]) -> dict[str, str]:
    """Short names by id, in one statement."""
    wanted = {scope for scope in scopes if scope}
    found = Organisation.objects.filter(pk__in=wanted).values_list("pk", "short_name")
    return {str(key): name for key, name in found}


def roles_text(role_ids: Iterable[str]) -> str:
    labels = {role.value: role.label for role in Role}
    return "、".join(str(labels.get(role, role)) for role in role_ids)


def actor_text(task: UserTask, names: Mapping[str, str]) -> str:
    """Whose turn it is: the holder, else the roles of the lane with their organisation."""
    if task.assignee_id is not None:
        return person_text(task.assignee)
    organisation = names.get(task.scope, "")
    return f"{organisation} {roles_text(task.role_ids)}".strip()
