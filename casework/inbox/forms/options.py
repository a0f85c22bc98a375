"""What a person may choose from: declared options, what facts offer, organisations of some kinds, people of some roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from casework.inbox.forms.context import Choices, FormContext
from casework.organisations.models import Membership, Organisation
from processes.forms import Field
from processes.forms.conditions import offered


@dataclass
class Options:
    """Choices of one form; each list is read once, however many rows ask for it."""

    context: FormContext
    _known: dict[tuple[Any, ...], Choices] = field(default_factory=dict)

    def of(self, wanted: Field, values: Mapping[str, Any]) -> Choices:
        if wanted.type == "yes_no":
            return [("true", _("是")), ("false", _("否"))]
        if wanted.type in {"organisation", "person"}:
            found = self._named(wanted, values)
            return found if wanted.multiple else [("", _("请选择")), *found]
        declared = [(o.value, o.label.in_language(self.context.language)) for o in wanted.options]
        return [*declared, *self._offered(wanted, values)]

    def _offered(self, wanted: Field, values: Mapping[str, Any]) -> Choices:
        texts = offered(wanted, lambda feel, said: self.context.answer(f"={feel}", said), values)
        return [(text, text) for text in texts]

    def _named(self, wanted: Field, values: Mapping[str, Any]) -> Choices:
        if self.context.named is not None:
            return self.context.named(wanted, self.context.scope(wanted.scope, values))
        if wanted.type == "organisation":
            return self._once(("organisation", *wanted.kinds), lambda: self._organisations(wanted))
        scope = self.context.scope(wanted.scope, values)
        return self._once(("person", scope, *wanted.roles), lambda: self._people(wanted, scope))

    def _once(self, key: tuple[Any, ...], read: Any) -> Choices:
        if key not in self._known:
            self._known[key] = read()
        return self._known[key]

    def _organisations(self, wanted: Field) -> Choices:
        found = Organisation.objects.filter(is_active=True).order_by("kind", "code")
        if wanted.kinds:
            found = found.filter(kind__in=wanted.kinds)
        return [(str(organisation.pk), organisation.name) for organisation in found]

    def _people(self, wanted: Field, scope: str | None) -> Choices:
        """Active holders of one of the roles in the organisation that the scope names, each once."""
        held = Membership.objects.active_on(self.context.today).filter(person__is_active=True)
        if wanted.roles:
            held = held.with_roles(wanted.roles)
        if wanted.scope is not None:
            held = held.filter(organisation_id=scope) if scope else held.none()
        ordered = held.select_related("person").order_by("role", "person__post")
        return list({str(member.person_id): str(member.person) for member in ordered}.items())
