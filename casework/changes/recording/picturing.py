"""The diagrams of the cases of a recording, with the way that each has come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from casework.cases.models import Case
from casework.changes.models import Recording
from casework.changes.recording.following import Followed
from casework.changes.recording.rehearsal import Stage
from casework.changes.trying.running import pictures_of
from processes.models import ProcessVersion
from processes.services import definition_of

Picture = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """``src`` and ``state`` are the addresses that ``<bj-diagram>`` asks."""

    name: str
    src: str
    state: str

    @classmethod
    def of(cls, recording: Recording, picture: Mapping[str, Any]) -> "Drawing":
        change = recording.draft.key
        # The revision is no parameter of the page: without it a browser might show the way of the step before.
        asked = urlencode({"case": picture["case"], "revision": recording.revision})
        way = reverse("changes:recording_way", args=[change, recording.pk, picture["process"]])
        if "draft" in picture:
            src = reverse("changes:drawing", args=[change, picture["draft"], picture["path"]])
        else:
            src = reverse("versions:file", args=[picture["version"], picture["path"]])
        return cls(picture["name"], src, f"{way}?{asked}")


def drawing_of(recording: Recording, called: str) -> Drawing | None:
    """Where the case ``called`` so stood when the recording was looked at last; None where that was never seen."""
    found = (picture for picture in recording.pictures if picture.get("case") == called)
    return next((Drawing.of(recording, picture) for picture in found), None)


def pictures_now(stage: Stage) -> list[Picture]:
    """Of the trial case: where somebody's task is open first, else the main diagram."""
    return _pictures(stage, stage.case, stage.version, "")


def picture_beside(stage: Stage, one: Followed) -> list[Picture]:
    """The first one of a case that the trial case opened, or that was opened with it."""
    version = one.case.instance.version if one.case.instance else None
    return _pictures(stage, one.case, version, one.called)[:1] if version is not None else []


def _pictures(stage: Stage, case: Case, version: ProcessVersion, called: str) -> list[Picture]:
    definition = definition_of(version)

    def is_elsewhere(picture: Mapping[str, Any]) -> bool:
        elements = definition.processes[picture["process"]].elements
        here = [elements[key] for key in picture["state"]["current"] if key in elements]
        return all(element.called_element for element in here)

    return sorted(_placed(stage, case, version, called), key=is_elsewhere)


def _placed(stage: Stage, case: Case, version: ProcessVersion, called: str) -> Iterator[Picture]:
    """With where the file is kept: what is on trial is a version for as long as the trial lasts only."""
    draft = stage.drafts.get(version.folder)
    kept = {"draft": draft} if draft else {"version": str(version.pk)}
    for picture in pictures_of(case, version):
        yield {**picture, "case": called, **kept}
