"""What a case's diagram calls things, in the language of the reader; rows keep the Chinese names alone."""

from typing import Protocol

from django.utils.translation import gettext, override

from casework.cases.models import Case
from processes.models import Incident
from processes.services import definition_of


class Named(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


def name_in(thing: Named, language: str) -> str:
    """The English name for ``en…``, where the diagram gives one; else the Chinese one."""
    return thing.name_en if language.startswith("en") and thing.name_en else thing.name


def stage_name(case: Case, language: str) -> str:
    """The milestone that an open case has reached. Reads ``case.instance.version``."""
    if case.instance is None or not case.stage:
        return case.stage
    definition = definition_of(case.instance.version)
    process = definition.processes[definition.main]
    return dict(zip(process.milestones, milestone_names(case, language), strict=True)).get(
        case.stage, case.stage
    )


def milestone_names(case: Case, language: str) -> list[str]:
    """Every milestone on the way, in order; none before the process has begun."""
    if case.instance is None:
        return []
    definition = definition_of(case.instance.version)
    process = definition.processes[definition.main]
    translated = language.startswith("en") and len(process.milestones_en) == len(process.milestones)
    return list(process.milestones_en if translated else process.milestones)


def outcome_name(case: Case, language: str) -> str:
    """How a closed case ended. Reads ``case.instance.version``."""
    if case.instance is None or not case.instance.end_element:
        return case.outcome
    definition = definition_of(case.instance.version)
    return name_in(definition.processes[definition.main].elements[case.instance.end_element], language)


def failed_step(incident: Incident, language: str) -> str:
    """The step of an incident. Reads ``incident.instance.version``."""
    definition = definition_of(incident.instance.version)
    process = definition.processes.get(incident.process_id)
    element = process.elements.get(incident.element_id) if process else None
    if element is not None:
        return name_in(element, language)
    with override(language):
        return gettext("自动步骤")
