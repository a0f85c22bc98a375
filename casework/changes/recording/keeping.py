"""Keeps a recording: begun, grown by a step, shortened, given up, and made a scenario of the draft."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.beginnings import SETTING
from casework.changes.services.drafting import locked_open
from casework.organisations.models import Person
from processes.models import Draft, DraftFile
from processes.services import save_draft_file

MOST_STEPS = 200
Pictures = list[dict[str, Any]]


class RecordingMovedOn(Exception):
    """It was changed in another window meanwhile."""


class TooManySteps(ValueError):
    """A scenario of more than 200 steps."""


class NameTaken(ValueError):
    """Another scenario of the draft is called so."""


def begin_recording(
    *, change: ChangeSet, draft: Draft, script: Mapping[str, Any], by: Person, at: datetime
) -> Recording:
    """Raises NotOpen."""
    with transaction.atomic():
        locked_open(change)
        return Recording.objects.create(draft=draft, script=dict(script), begun_at=at, begun_by=by)


def keep_start(
    *, change: ChangeSet, recording: Recording, start: Mapping[str, Any], pictures: Pictures
) -> None:
    """Raises NotOpen, RecordingMovedOn."""
    _keep(change, recording, {**recording.script, "start": dict(start)}, pictures)


def keep_step(
    *, change: ChangeSet, recording: Recording, step: Mapping[str, Any], pictures: Pictures
) -> None:
    """Append what was just played. Raises NotOpen, RecordingMovedOn, TooManySteps."""
    if len(recording.steps) >= MOST_STEPS:
        raise TooManySteps(_("一个场景最多 %(most)s 步。") % {"most": MOST_STEPS})
    _keep(change, recording, {**recording.script, "steps": [*recording.steps, dict(step)]}, pictures)


def take_back(*, change: ChangeSet, recording: Recording, left: int) -> None:
    """Forget every step after the first ``left``. Raises NotOpen, RecordingMovedOn."""
    _keep(change, recording, {**recording.script, "steps": recording.steps[: max(0, left)]}, [])


def keep_pictures(*, recording: Recording, pictures: Pictures) -> None:
    """What is lit up after the draft was changed; they are drawn anew with every play and are no part of the script."""
    if recording.pictures != pictures:
        Recording.objects.filter(pk=recording.pk, revision=recording.revision).update(pictures=pictures)


def give_up(*, change: ChangeSet, recording: Recording) -> None:
    """Raises NotOpen."""
    with transaction.atomic():
        locked_open(change)
        recording.delete()


def save_scenario(
    *, change: ChangeSet, recording: Recording, name: str, expect: Mapping[str, Any], by: Person, at: datetime
) -> DraftFile:
    """Write it down as a scenario of the draft, which is run with the others from now on; the recording is over.

    Raises NotOpen, NameTaken, RecordingMovedOn, DraftMovedOn, DraftTooLarge.
    """
    with transaction.atomic():
        locked_open(change)
        draft, script = recording.draft, recording.script
        kept = dict(draft.files.filter(path__contains="/scenarios/").values_list("path", "content"))
        if name in {_name(content) for content in kept.values()}:
            raise NameTaken(_("这个流程已经有一个同名的场景，请换一个名称。"))
        said = {key: script[key] for key in (*SETTING, "start", "steps") if key in script}
        raw = {"name": name, **said, "expect": dict(expect)}
        if not Recording.objects.filter(pk=recording.pk, revision=recording.revision).delete()[0]:
            raise RecordingMovedOn(recording.pk)
        return save_draft_file(
            draft=draft, path=_free_place(draft.folder, kept), content=json.dumps(raw, ensure_ascii=False, indent=2) + "\n",
            revision=0, by=by, at=at,
        )  # fmt: skip


def _keep(change: ChangeSet, recording: Recording, script: Mapping[str, Any], pictures: Pictures) -> None:
    with transaction.atomic():
        locked_open(change)
        here = Recording.objects.filter(pk=recording.pk, revision=recording.revision)
        if not here.update(script=script, pictures=pictures, revision=F("revision") + 1):
            raise RecordingMovedOn(recording.pk)


def _free_place(folder: str, taken: Mapping[str, str]) -> str:
    places = (f"{folder}/scenarios/recorded_{number}.json" for number in range(1, len(taken) + 2))
    return next(place for place in places if place not in taken)


def _name(content: str) -> str:
    try:
        return str(json.loads(content)["name"])
    except (ValueError, LookupError, TypeError):
        return ""
