"""Finds the case that a viewer may see."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from casework.cases.models import Case
from casework.cases.policies import visible_cases
from casework.inbox.viewer import Viewer
from processes.models import ProcessInstance


def load_case(case_id: UUID, viewer: Viewer) -> Case:
    """Raises Http404 for a case that the viewer may not see, as for one that does not exist."""
    cases = visible_cases(viewer.standing).select_related(
        "respondent", "school", "office", "opened_by", "merged_into", "instance__version"
    )
    return get_object_or_404(cases, pk=case_id)


def instance_of(case: Case) -> ProcessInstance:
    """The run of the case's process. Raises Http404 for a case that never had one."""
    if case.instance is None:
        raise Http404
    return case.instance
