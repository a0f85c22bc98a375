"""Publishes an approved change as versions in force from its day on, and takes them back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from casework.audit.services import record
from casework.cases.clock import local_date
from casework.changes.drafts import drafts_of
from casework.changes.models import ChangeSet, Halt, PublishedVersion
from casework.changes.parameters import confirm_all, confirmed_of
from casework.organisations.models import Person
from casework.policy.services import withdraw
from processes.models import ProcessVersion
from processes.services import Coming, deploy, draft_bundle, withdraw_version


class NotApproved(Exception):
    """Only what is under review is published, and only what was published is taken back."""


def publish(*, change: ChangeSet, by: Person | None, at: datetime) -> Sequence[ProcessVersion]:
    """A version of each process in the change, and every value of a parameter that it proposes.

    What was approved late takes effect at once, not before. Raises NotApproved, DeployRefused, OwnProposal,
    AlreadyFromThatDay; all of it is published or nothing.
    """
    with transaction.atomic():
        locked = _locked(change, {ChangeSet.Status.REVIEW})
        effective = max(locked.effective_from or local_date(at), local_date(at))
        coming = Coming(effective, [str(pilot.pk) for pilot in locked.pilots.all()], locked.pilot_until)
        made = []
        for draft in drafts_of(locked):
            version = deploy(bundle=draft_bundle(draft), at=at, by=by, coming=coming)
            PublishedVersion.objects.create(change=locked, version=version, base=draft.base)
            made.append(version)
        if by is not None:
            confirm_all(change=locked, by=by, at=at)
        locked.status, locked.published_at = ChangeSet.Status.PUBLISHED, at
        locked.effective_from = effective
        locked.save(update_fields=["status", "published_at", "effective_from"])
        payload = {
            "title": locked.title,
            "effective_from": effective,
            "versions": "、".join(f"{version.name}第{version.number}版" for version in made),
        }
        record(chain=locked.pk, kind="change.published", at=at, by=by, payload=payload)
    return made


def take_back(*, change: ChangeSet, because: str, by: Person | None, at: datetime) -> None:
    """New matters follow the versions before again, for good where it was stopped; what runs on these goes on.

    Raises NotApproved, CannotWithdraw.
    """
    with transaction.atomic():
        locked = _locked(change, {ChangeSet.Status.PUBLISHED, ChangeSet.Status.HALTED})
        for published in locked.versions.select_related("version"):
            withdraw_version(version=published.version, at=at)
        for value in confirmed_of(locked):
            withdraw(value=value, by=by, at=at)
        locked.status, locked.withdrawn_at = ChangeSet.Status.WITHDRAWN, at
        locked.withdrawn_because = because
        locked.save(update_fields=["status", "withdrawn_at", "withdrawn_because"])
        locked.halts.filter(outcome=Halt.Outcome.OPEN).update(
            outcome=Halt.Outcome.WITHDRAWN, ended_at=at, ended_by=by
        )
        payload = {"title": locked.title, "reason": because}
        record(chain=locked.pk, kind="change.withdrawn", at=at, by=by, payload=payload)


def _locked(change: ChangeSet, statuses: Collection[str]) -> ChangeSet:
    locked = ChangeSet.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if locked.status not in statuses:
        raise NotApproved(locked.title)
    return locked
