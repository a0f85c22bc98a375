"""Plays one scenario on the drafts of a change, in a transaction that is rolled back."""

import logging
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.changes.models import ChangeSet
from casework.changes.trying.listing import bundles_of, digest_of, lines_of
from casework.changes.trying.parameters import apply_proposed
from casework.inbox.casefile.diagrams import diagram_state, entered_processes
from casework.organisations.models import Organisation, Person
from casework.scenarios.models import TrialRun
from casework.scenarios.refusals import why_not_begun
from casework.scenarios.runner import ScenarioBroken, play, trial
from casework.scenarios.script import Scenario, read_scenario
from casework.vendors.models import VendorProfile
from processes.bundle import Bundle
from processes.models import Draft, DraftFile, ProcessVersion
from processes.services import DeployRefused, definition_of, deploy

logger = logging.getLogger(__name__)
# After so many seconds no further scenario of "all" is begun in the same request.
PATIENCE = 15
OUTSIDE = (
    Organisation.Kind.SCHOOL, Organisation.Kind.VENDOR, Organisation.Kind.INDIVIDUAL, Organisation.Kind.TRAINING_UNIT,
)  # fmt: skip


def run_some(*, change: ChangeSet, by: Person, at: datetime) -> tuple[int, int]:
    """Play what was not played on the drafts as they are now, for some seconds: how many, and how many are left."""
    waiting = [line for line in lines_of(change) if not line.is_current]
    begun, done = time.monotonic(), 0
    for line in waiting:
        if done and time.monotonic() - begun > PATIENCE:
            break
        run_scenario(change=change, draft=line.draft, path=line.path, by=by, at=at)
        done += 1
    return done, len(waiting) - done


def run_scenario(*, change: ChangeSet, draft: Draft, path: str, by: Person, at: datetime) -> TrialRun:
    """Keep what came of the scenario ``path`` on the drafts as they are. Raises DraftFile.DoesNotExist."""
    file = DraftFile.objects.get(draft=draft, path=path)
    bundles = bundles_of(change)
    pictures: list[dict[str, Any]] = []
    try:
        scenario = read_scenario(file.content.encode())
    except (ValueError, LookupError, TypeError, AttributeError):
        name, problems = path.rpartition("/")[2], [_("场景文件看不懂，请检查或重新录制。")]
    else:
        name = scenario.name
        problems, pictures = _tried(change, bundles, draft, scenario, at)
    run, _made = TrialRun.objects.update_or_create(
        draft=draft,
        path=path,
        defaults={
            "name": name[:200], "digest": digest_of(change, bundles), "problems": problems, "pictures": pictures,
            "at": at, "by": by,
        },
    )  # fmt: skip
    return run


def _tried(
    change: ChangeSet, bundles: Mapping[UUID, Bundle], draft: Draft, scenario: Scenario, at: datetime
) -> tuple[list[str], list[dict[str, Any]]]:
    with trial():
        try:
            version = published_for_trial(bundles, draft, at)
        except DeployRefused as refused:
            return [
                _("检查没有通过：%(problem)s") % {"problem": problem} for problem in refused.problems[:5]
            ], []
        set_aside()
        apply_proposed(change, beside=scenario.parameters, at=at)
        return _played(scenario, version)


def _played(scenario: Scenario, version: ProcessVersion) -> tuple[list[str], list[dict[str, Any]]]:
    try:
        with transaction.atomic():
            report = play(scenario, version=version)
            return report.problems, list(pictures_of(report.case, version))
    except ScenarioBroken as broken:
        return [str(broken)], []
    except Exception as trouble:
        # What stands in a scenario was written by people: whatever goes wrong with it is told to them.
        logger.info("a scenario cannot begin", exc_info=trouble)
        form = str(scenario.start.get("on", "apply")) if "process" in scenario.start else ""
        cause = why_not_begun(trouble, definition_of(version), form)
        return [_("开头就没有办成：%(cause)s。请改场景的开头，或者重新录制。") % {"cause": cause}], []


def published_for_trial(bundles: Mapping[UUID, Bundle], draft: Draft, at: datetime) -> ProcessVersion:
    """Deploy all drafts of a change; the version of ``draft``. Raises DeployRefused. Only inside a trial."""
    found = {key: deploy(bundle=bundle, at=at) for key, bundle in bundles.items()}
    return found[draft.pk]


def set_aside() -> None:
    """Let the trial have schools and vendors of its own: those of the register, with their past, are out of the way."""
    key = Cast("pk", CharField(max_length=40))
    Organisation.objects.filter(kind__in=OUTSIDE).update(code=key, name=key, short_name=key, is_active=False)
    # No two vendors share one, and scenarios name vendors that the register may have.
    VendorProfile.objects.update(credit_code="")


def pictures_of(case: Case, version: ProcessVersion) -> Iterator[dict[str, Any]]:
    """The diagrams that the case has entered, the main one first, with its way through each."""
    if case.instance is None or case.instance.version_id != version.pk:
        return
    definition, entered = definition_of(version), entered_processes(case)
    for process in sorted(entered, key=lambda key: (key != definition.main, key)):
        drawn = definition.processes[process]
        try:
            state = {**diagram_state(case, process), "links": {}}
        except DatabaseError:
            return
        yield {"process": process, "path": drawn.path, "name": drawn.name, "state": state}
