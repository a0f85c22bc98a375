"""Everything that the editor offers to choose from, as JSON. Its keys are what ``processes/frontend/editor.js`` reads.

``files`` {path, name}; ``roles``, ``scopes``, ``kinds``, ``offices``, ``letters`` [[value, label]]; ``forms`` {key, title,
fields {name, label}}; ``operations`` {name, title, group, parameters {name, label, type, required}}; ``tables`` {id, name,
inputs, outputs}; ``processes`` {id, name}; ``clauses`` {value, text, ended}; ``facts``, ``functions``,
``variables`` {name, label}; ``steps`` {id, name, form}; ``fits`` which ``banjie:`` elements may stand in which BPMN element.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from casework.changes.editing.draft import offered
from casework.changes.editing.words import AREAS, FACTS, FUNCTIONS, PARAMETERS, SCOPES, called
from casework.organisations.models import Organisation, Role
from casework.policy.citing import citable_clauses
from casework.policy.declared import every_declared
from processes import registry
from processes.bundle import Bundle
from processes.checks.grammar import EXTENSIONS


def editor_context(bundle: Bundle) -> Mapping[str, Any]:
    """In two statements, whatever is in the bundle."""
    offer = offered(bundle)
    offices = _offices()
    return {
        **{key: offer[key] for key in ("forms", "tables", "processes", "letters", "steps", "variables")},
        "files": list(_files(bundle, offer["names"])),
        "fits": {owner: sorted(names) for owner, names in EXTENSIONS.items()},
        "roles": [[role.value, str(role.label)] for role in Role],
        "scopes": [
            *([scope, str(label)] for scope, label in SCOPES.items()),
            *([f"offices.{code}", name] for code, name in offices),
        ],
        "offices": [list(office) for office in offices],
        "kinds": [[code, str(label)] for code, label in registry.known_kinds().items()],
        "operations": list(_operations()),
        "clauses": list(_clauses()),
        "facts": list(_facts()),
        "functions": [{"name": name, "label": str(label)} for name, label in FUNCTIONS.items()],
    }


def _files(bundle: Bundle, names: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Diagrams: the main one first, then the folder's own, then those of the folders that it calls."""
    own = f"{bundle.main}/"
    paths = sorted(
        bundle.paths(".bpmn"), key=lambda path: (not path.startswith(own), path != f"{own}process.bpmn", path)
    )
    for path in paths:
        name = names.get(path) or path.rpartition("/")[2]
        yield {"path": path, "name": name if path.startswith(own) else _("%(name)s（共用）") % {"name": name}}


def _offices() -> list[tuple[str, str]]:
    found = Organisation.objects.filter(kind=Organisation.Kind.OFFICE, is_active=True).order_by("short_name")
    return list(found.values_list("code", "short_name"))


def _operations() -> Iterator[Mapping[str, Any]]:
    for name, operation in sorted(registry.operations().items()):
        parameters = [
            {"name": p.name, "label": called(PARAMETERS, p.name), "type": p.type, "required": p.required}
            for p in operation.parameters.values()
        ]
        area = called(AREAS, name.partition(".")[0])
        yield {"name": name, "title": operation.title, "group": area, "parameters": parameters}


def _clauses() -> Iterator[Mapping[str, str]]:
    """Those that have ended are not offered, but told of where one is chosen already."""
    return (asdict(one) for one in citable_clauses(localdate()))


def _facts() -> Iterator[Mapping[str, str]]:
    for name in sorted(registry.fact_names()):
        if " " not in name:
            yield {"name": name, "label": called(FACTS, name)}
    for code, parameter in sorted(every_declared().items()):
        yield {"name": f"parameters.{code}", "label": str(parameter.title)}
