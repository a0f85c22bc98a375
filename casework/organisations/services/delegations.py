"""Delegates what falls to a post for some days, and takes it back (domain.md §4.4 rule 10)."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from casework.audit.services import record
from casework.organisations import departures
from casework.organisations.delegable import candidates, delegable
from casework.organisations.guards import LONGEST_DAYS
from casework.organisations.models import Delegation, Organisation, Person
from casework.organisations.models.delegation import DELEGATING, NEVER_DELEGATED
from casework.organisations.rules import (
    AlreadyDelegated,
    DelegatedTooLong,
    DelegatedToOneself,
    DelegateIsAway,
    DelegationBackwards,
    DelegationEnded,
    DelegationInThePast,
    DelegationPassedOn,
    NeverDelegated,
    NoPostToDelegate,
    NotAColleague,
    NothingToDelegate,
)
from casework.organisations.standing import Holding, standing_of

_DAY = timedelta(days=1)


def delegate(
    *,
    post: tuple[str, str],
    to: Person,
    processes: Collection[str],
    first_day: date,
    last_day: date,
    at: datetime,
    by: Person,
) -> Delegation:
    """Let ``to`` do what falls to ``by`` in ``post`` (role, organisation id) in ``processes``, on the days given, both included.

    Raises NoPostToDelegate, DelegatedToOneself, NotAColleague, DelegationBackwards, DelegationInThePast, DelegatedTooLong,
    NeverDelegated, NothingToDelegate, AlreadyDelegated, DelegationPassedOn, DelegateIsAway.
    """
    role, organisation = post
    with transaction.atomic():
        # Two at once see each other.
        place = Organisation.objects.select_for_update(no_key=True).get(pk=organisation)
        _check_people(_post(by, post, localdate(at)), to, localdate(at), by)
        _check_days(first_day, last_day, localdate(at))
        chosen = _chosen(processes, role, localdate(at))
        _check_others(
            Delegation.objects.between(first_day, last_day).filter(organisation=place), role, to, by
        )
        given = Delegation.objects.create(
            principal=by, delegate=to, organisation=place, role=role, processes=f" {' '.join(chosen)} ",
            starts_on=first_day, ends_on=last_day, given_at=at,
        )  # fmt: skip
        _record("delegation.given", given, at, by)
        # What he has in hand when it ends goes back.
        departures.announce(to, last_day, at, by)
    return given


def withdraw(*, delegation: Delegation, at: datetime, by: Person) -> Delegation:
    """Take it back at once; what was done under it stands. Raises NoPostToDelegate, DelegationEnded."""
    with transaction.atomic():
        held = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
        if held.principal_id != by.pk:
            raise NoPostToDelegate
        if held.revoked_at is not None or held.ends_on < localdate(at):
            raise DelegationEnded
        held.revoked_at = at
        held.save(update_fields=["revoked_at"])
        _record("delegation.withdrawn", held, at, by)
        departures.announce(held.delegate, localdate(at) - _DAY, at, by)
    return held


def _post(by: Person, post: tuple[str, str], day: date) -> Holding:
    found = (held for held in standing_of(by, day).holdings if (held.role, held.organisation) == post)
    held = next(found, None)
    if held is None or held.role not in DELEGATING:
        raise NoPostToDelegate
    return held


def _check_people(post: Holding, to: Person, day: date, by: Person) -> None:
    if Person.objects.same_as(by).filter(pk=to.pk).exists():
        raise DelegatedToOneself
    if to.pk not in {person.pk for person in candidates(post, day, by)}:
        raise NotAColleague


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise DelegationBackwards
    if first < today:
        raise DelegationInThePast
    if (last - first).days >= LONGEST_DAYS:
        raise DelegatedTooLong


def _chosen(processes: Collection[str], role: str, day: date) -> list[str]:
    if set(processes) & set(NEVER_DELEGATED):
        raise NeverDelegated
    known = [process.id for process in delegable(role, day)]
    if not processes or not set(processes) <= set(known):
        raise NothingToDelegate
    return [process for process in known if process in processes]


def _check_others(others: QuerySet[Delegation], role: str, to: Person, by: Person) -> None:
    """Nobody stands in and is stood in for on the same days; every account of each human being counts."""
    meanwhile = others.select_related("principal", "delegate")
    own, theirs = Person.objects.same_as(by), Person.objects.same_as(to)
    if twice := meanwhile.filter(principal=by, role=role).first():
        raise AlreadyDelegated(twice.delegate)
    if above := meanwhile.filter(delegate__in=own).first():
        raise DelegationPassedOn(above.principal)
    if meanwhile.filter(principal__in=theirs).exists():
        raise DelegateIsAway


def _record(kind: str, delegation: Delegation, at: datetime, by: Person) -> None:
    payload = {
        "principal": str(delegation.principal),
        "delegate": str(delegation.delegate),
        "organisation": delegation.organisation.name,
        "role": delegation.role,
        "processes": delegation.process_ids,
        "first_day": delegation.starts_on,
        "last_day": delegation.ends_on,
    }
    record(chain=delegation.organisation_id, kind=kind, at=at, by=by, payload=payload)
