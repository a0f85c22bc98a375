"""The words of the house for what diagrams name by code."""

from django.utils.translation import override

from casework.changes.editing.words import PARAMETERS
from casework.organisations.models import Organisation, Role
from processes import registry
from processes.differences import Glossary

SCOPES = {
    "case.respondent": "责任单位",
    "case.office": "承办科室",
    "case.school": "学校",
    "case.district": "区教育局",
    "process_change.keeper": "流程管理部门",
}


def glossary() -> Glossary:
    """In one statement."""
    named = Organisation.objects.filter(kind__in=(Organisation.Kind.OFFICE, Organisation.Kind.BUREAU))
    offices = {f"office:{code}": name for code, name in named.values_list("code", "name")}
    kinds = {f"kind:{code}": str(label) for code, label in registry.known_kinds().items()}
    with override("zh-hans"):
        parameters = {f"parameter:{name}": str(word) for name, word in PARAMETERS.items()}
    return Glossary(
        roles={role.value: str(role.label) for role in Role},
        scopes=SCOPES,
        operations={name: operation.title for name, operation in registry.operations().items()},
        names={**offices, **kinds, **parameters},
    )
