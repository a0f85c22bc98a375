"""A person holds the original against the paper: verified with method and time, or given back with the reason."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.organisations.models import Person
from casework.papers.models import Paper, Requirement

METHOD_EN = {Paper.Method.ORIGINAL: "original", Paper.Method.ONLINE: "online", Paper.Method.COPY: "copy"}


class NotHandedIn(Exception):
    """Only what was handed in can be verified or given back."""


class ReasonMissing(Exception):
    """What is given back must say why."""


def verify(*, paper: Paper, method: str, by: Person, at: datetime, case: Case | None = None) -> Paper:
    """Mark ``paper`` as VALID and accept the requirements that it answers, of ``case`` only if one is named.

    The one that it renews becomes REPLACED. Who verifies anew leaves the latest stamp; the trail keeps all.
    Raises NotHandedIn.
    """
    how = Paper.Method(method)
    with transaction.atomic():
        held = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
        if held.state not in (Paper.State.SUBMITTED, Paper.State.VALID):
            raise NotHandedIn(str(held.pk))
        held.state, held.method, held.verified_at, held.verified_by = Paper.State.VALID, how, at, by
        if held.replaces_id is None:
            held.replaces = _renewed(held)
        held.save(update_fields=["state", "method", "verified_at", "verified_by", "replaces"])
        if held.replaces_id is not None:
            Paper.objects.filter(pk=held.replaces_id).update(state=Paper.State.REPLACED)
        answered = held.requirements.filter(state=Requirement.State.ANSWERED)
        (answered.filter(case=case) if case else answered).update(
            state=Requirement.State.ACCEPTED, message=""
        )
        payload = {
            "paper": held.pk,
            "type": held.type.zh,
            "type_en": held.type.en,
            "method": Paper.Method(how).label,
            "method_en": METHOD_EN[how],
        }
        chain = case.pk if case else held.subject_id
        record(chain=chain, kind="paper.verified", at=at, by=by, payload=payload)
    for field in ("state", "method", "verified_at", "verified_by", "replaces"):
        setattr(paper, field, getattr(held, field))
    return held


def give_back(*, requirement: Requirement, reason: str, by: Person, at: datetime) -> None:
    """Ask for ``requirement`` anew, for ``reason``, which the vendor reads. What was accepted meanwhile stays.

    The paper is open for other facts or another file again, unless something else rests on it. Raises NotHandedIn,
    ReasonMissing.
    """
    if not (said := " ".join(reason.split())):
        raise ReasonMissing
    with transaction.atomic():
        held = Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
        if held.state not in (Requirement.State.ANSWERED, Requirement.State.ACCEPTED) or held.paper is None:
            raise NotHandedIn(str(held.pk))
        held.state, held.message = Requirement.State.RETURNED, said[:300]
        held.save(update_fields=["state", "message"])
        _reopen(held.paper, held)
        payload = {"type": held.paper.type.zh, "type_en": held.paper.type.en, "reason": held.message}
        record(chain=held.case_id, kind="paper.given_back", at=at, by=by, payload=payload)
    requirement.state, requirement.message = held.state, held.message


def _reopen(paper: Paper, requirement: Requirement) -> None:
    rested_on = paper.requirements.exclude(pk=requirement.pk).exists()
    if not rested_on:
        Paper.objects.filter(pk=paper.pk, state=Paper.State.SUBMITTED).update(state=Paper.State.DRAFT)


def _renewed(paper: Paper) -> Paper | None:
    """The verified paper of the same subject, person and type that ends before this one; of a school's own papers,
    the one for the same vendor."""
    older = Paper.objects.filter(
        subject=paper.subject_id,
        instructor=paper.instructor_id,
        type_code=paper.type_code,
        state__in=[Paper.State.VALID, Paper.State.EXPIRED],
        replaced_by=None,
    ).exclude(pk=paper.pk)
    for_school = paper.requirements.filter(is_for_school=True).values("case__respondent", "case__school")
    if (of := for_school.first()) is not None:
        same = Q(requirements__case__respondent=of["case__respondent"])
        older = older.filter(same & Q(requirements__case__school=of["case__school"]))
    candidates = [
        found for found in older.order_by("-created_at", "-pk").distinct() if _ends_first(found, paper)
    ]
    return candidates[0] if candidates else None


def _ends_first(older: Paper, newer: Paper) -> bool:
    return (older.ends_on or date.max) <= (newer.ends_on or date.max) and older.created_at <= newer.created_at
