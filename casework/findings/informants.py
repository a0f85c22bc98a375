"""Who complained: kept apart from the case, shown to the one who handles it (domain.md §4.4 rule 6)."""

from datetime import datetime

from casework.cases.models import Case
from casework.cases.policies import OFFICERS, is_withheld
from casework.findings.models import Informant
from casework.organisations.models import Person
from casework.organisations.standing import Standing


def keep_informant(*, case: Case, words: str, handler: Person, at: datetime) -> Informant | None:
    """Nothing is kept where nothing was said."""
    said = " ".join(words.split())
    if not said:
        return None
    return Informant.objects.create(case=case, words=said[:200], handler=handler, told_at=at)


def informant_of(case: Case, standing: Standing) -> tuple[bool, str]:
    """Whether the person may know that somebody complained by name, and the name, for the handler alone.

    Nobody who stands with the respondent is told even the first, officer or not.
    """
    if case.source != Case.Source.COMPLAINT or not standing.organisations(OFFICERS):
        return False, ""
    if standing.is_member(str(case.respondent_id)) or is_withheld(case, standing):
        return False, ""
    found = Informant.objects.filter(case=case).first()
    if found is None:
        return False, ""
    handles = Person.objects.same_as(standing.person).filter(pk=found.handler_id).exists()
    return True, found.words if handles else ""
