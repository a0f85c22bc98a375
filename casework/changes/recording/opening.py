"""The start of a recording that is filled in on a form, shown and tried."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.cases.clock import LOCAL
from casework.cases.services import NotAllowed, NotOpened
from casework.changes.models import ChangeSet, Recording
from casework.changes.recording.keeping import keep_start
from casework.changes.recording.pages import drawn
from casework.changes.recording.picturing import pictures_now
from casework.changes.recording.rehearsal import CannotRehearse, Stage, moment_of, rehearsal
from casework.changes.recording.starting import Way, like_values, sheet_of, start_of, ways
from casework.inbox.forms import read_posted
from casework.scenarios.refusals import why
from processes.forms import FormRejected

logger = logging.getLogger(__name__)
MORNING = 9
FIRST, LAST = date(2020, 1, 1), date(2040, 12, 31)


class NoWay(LookupError):
    """The draft offers no such start."""


class StartRefused(Exception):
    """``page`` shows what was typed with the sentences."""

    def __init__(self, page: "StartPage") -> None:
        super().__init__(page.label)
        self.page = page


@dataclass(frozen=True)
class StartPage:
    """``ways`` pairs keys and words of all starts, ``key`` is the one shown; ``day`` as a date input has it."""

    label: str
    key: str
    ways: list[tuple[str, str]]
    day: str
    who: list[tuple[str, str]]
    chosen: str
    body: SafeString
    day_fault: str = ""


def fresh_start(
    *, change: ChangeSet, recording: Recording, key: str, at: datetime, language: str
) -> StartPage:
    """Raises CannotRehearse, NoWay."""
    with rehearsal(change, recording, at=at) as stage:
        way, every, like = _way(stage, recording, key, language)
        begins = moment_of(like) if like else at.astimezone(LOCAL)
        who = _who(way, like.get("office" if way.start is None else "by", ""))
        form = sheet_of(stage, way, who, begins, language).form(like_values(way, like))
        return _page(way, every, day=begins.date().isoformat(), who=who, body=drawn(form))


def take_start(
    *, change: ChangeSet, recording: Recording, key: str, data: QueryDict, at: datetime, language: str
) -> None:
    """Begin the trial case so, and record it. Raises CannotRehearse, NoWay, StartRefused, NotOpen, RecordingMovedOn."""
    with rehearsal(change, recording, at=at) as stage:
        way, every, _like = _way(stage, recording, key, language)
        who = _who(way, data.get("trial-who", ""))
        day = _day(data.get("trial-day", ""))
        begins = datetime.combine(day or at.astimezone(LOCAL).date(), time(MORNING), LOCAL)
        sheet, raw = sheet_of(stage, way, who, begins, language), read_posted(way.schema, data)
        start, sentences = _begun(stage, way, who, sheet.said(raw)["form"], begins) if day else ({}, {})
        if sentences or not day:
            body = drawn(sheet.form(raw, sentences))
            fault = "" if day else _("请选开始的日期，2020年到2040年之间。")
            raise StartRefused(
                _page(way, every, day=data.get("trial-day", ""), who=who, body=body, fault=fault)
            )
        pictures = pictures_now(stage)
    keep_start(change=change, recording=recording, start=start, pictures=pictures)


def _begun(
    stage: Stage, way: Way, who: str, said: Mapping[str, Any], begins: datetime
) -> tuple[dict[str, Any], Mapping[str, list[str]]]:
    """The start as the file has it, and what stands against it."""
    try:
        start = start_of(stage, way, who, said, begins)
        stage.open(start)
    except FormRejected as rejected:
        return {}, rejected.errors
    except (NotAllowed, NotOpened) as reason:
        return {}, {"": [str(reason)]}
    except Exception as trouble:
        logger.info("a trial case cannot begin", exc_info=trouble)
        return {}, {"": [_("不能这样开始：%(cause)s。") % {"cause": why(trouble)}]}
    return start, {}


def _way(
    stage: Stage, recording: Recording, key: str, language: str
) -> tuple[Way, list[Way], Mapping[str, Any]]:
    like: Mapping[str, Any] = recording.script.get("like", {})
    every = ways(stage, like, language)
    if not every:
        raise CannotRehearse(
            _("这个流程没有可以填写的开头：它由日程或者别的事项发起。请借用一个已有场景的开头。")
        )
    wanted = key or (like.get("on", "") if "process" in like else "")
    found = next((way for way in every if way.key == wanted), None if key else every[0])
    if found is None:
        raise NoWay(key)
    return found, every, like


def _who(way: Way, wanted: str) -> str:
    keys = [key for key, _label in way.who]
    return wanted if wanted in keys else keys[0]


def _page(way: Way, every: list[Way], *, day: str, who: str, body: SafeString, fault: str = "") -> StartPage:
    return StartPage(way.label, way.key, [(w.key, w.label) for w in every], day, way.who, who, body, fault)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None
