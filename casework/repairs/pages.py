"""What the pages of repairs show."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.viewer import Viewer
from casework.inbox.wording.people import Places, places_of
from casework.repairs.models import Repair
from casework.repairs.policies import is_same_person, runs
from casework.repairs.services import is_stale
from casework.repairs.wording import left_out_text, move_text, standing_text
from processes import services as processes
from processes.engine import IllegalMove, Move, Option, Way
from processes.models import DefinitionFile, Incident, UserTask
from processes.services import definition_of
from processes.services.rerouting import Preview, Standing
from processes.translation import in_english
from processes.vocabulary import Element

# In which order the ways are offered.
ORDER = (Way.BACK, Way.AGAIN, Way.ON, Way.CLOSE)


@dataclass(frozen=True)
class MoveLine:
    key: str
    words: str
    effect: str


@dataclass(frozen=True)
class TaskLine:
    name: str
    actor: str
    due_at: datetime | None


@dataclass(frozen=True)
class Effect:
    """A preview in words. ``timers`` are those that are stopped or begin anew."""

    words: str
    left_out: str
    cancelled: list[TaskLine]
    opened: list[TaskLine]
    kept: list[TaskLine]
    stopped: list[str]
    begun: list[tuple[str, datetime | None]]
    automatic: list[str]
    open_ended: bool


@dataclass(frozen=True)
class CasePage:
    case: Case
    here: str
    moves: list[MoveLine]
    waiting: Repair | None
    incident: Incident | None
    earlier: list[Repair]


@dataclass(frozen=True)
class RepairPage:
    """``effect`` is reckoned anew; None where the repair is settled, or the case has moved on."""

    repair: Repair
    words: str
    before: str
    after: str
    effect: Effect | None
    stale: bool
    own: bool


def key_of(move: Move) -> str:
    return base64.urlsafe_b64encode(json.dumps(move.to_json()).encode()).decode()


def move_of(key: str) -> Move:
    """Raises IllegalMove for what is no move of ours."""
    try:
        return Move.from_json(json.loads(base64.urlsafe_b64decode(key.encode())))
    except (ValueError, AttributeError):
        raise IllegalMove from None


def case_page(case: Case, viewer: Viewer) -> CasePage:
    repairs = list(
        Repair.objects.filter(case=case).select_related("proposed_by", "settled_by").order_by("-proposed_at")
    )
    moves, here = [], _("案件已经结束。")
    if runs(case):
        instance = case.instance
        options = processes.legal_moves_of(instance=instance, at=viewer.now)  # type: ignore[arg-type]
        options.sort(key=lambda option: ORDER.index(option.move.way))
        moves = [_line(case, option, viewer) for option in options]
        standing = processes.standing_of(instance=instance, at=viewer.now)  # type: ignore[arg-type]
        here = _("、").join(dict.fromkeys(name_in(e, viewer.language) or e.id for e in standing.elements()))
    return CasePage(
        case=case,
        here=here,
        moves=moves,
        waiting=next((repair for repair in repairs if repair.is_open), None),
        incident=Incident.objects.open().filter(instance=case.instance_id).first(),
        earlier=[repair for repair in repairs if not repair.is_open],
    )


def _line(case: Case, option: Option, viewer: Viewer) -> MoveLine:
    taken = processes.tasks_taken(instance=case.instance, option=option, at=viewer.now)  # type: ignore[arg-type]
    said = [_("%(n)s 个待办作废") % {"n": taken}] if taken else []
    if option.move.way != Way.CLOSE:
        said.append(_("新的待办从现在起重新计算时限"))
    return MoveLine(key_of(option.move), move_text(option, viewer.language), _("，").join(said))


def effect(case: Case, move: Move, viewer: Viewer) -> Effect:
    """Raises IllegalMove."""
    instance = case.instance
    if instance is None:
        raise IllegalMove
    option = processes.require_legal(instance=instance, move=move, at=viewer.now)
    foreseen = processes.preview(instance=instance, option=option, at=viewer.now)
    places = places_of([*foreseen.cancelled, *foreseen.opened, *foreseen.kept], viewer.today)
    return Effect(
        words=move_text(option, viewer.language),
        left_out=left_out_text(option, viewer.language),
        cancelled=_tasks(foreseen.cancelled, places, viewer),
        opened=_tasks(foreseen.opened, places, viewer),
        kept=_tasks(foreseen.kept, places, viewer),
        stopped=_stopped(foreseen, viewer),
        begun=_begun(foreseen, viewer),
        automatic=[name_in(element, viewer.language) or element.id for element in foreseen.automatic],
        open_ended=foreseen.open_ended,
    )


def _tasks(rows: Iterable[UserTask], places: Places, viewer: Viewer) -> list[TaskLine]:
    return [TaskLine(name_in(row, viewer.language), places.actor(row), row.due_at) for row in rows]


def _stopped(foreseen: Preview, viewer: Viewer) -> list[str]:
    still = _events(foreseen.after)
    return [
        _event_name(element, viewer)
        for key, (element, _due) in _events(foreseen.before).items()
        if key not in still
    ]


def _begun(foreseen: Preview, viewer: Viewer) -> list[tuple[str, datetime | None]]:
    old = _events(foreseen.before)
    return [
        (_event_name(element, viewer), due)
        for key, (element, due) in _events(foreseen.after).items()
        if key not in old
    ]


def _events(standing: Standing) -> dict[tuple[str, str, datetime | None], tuple[Element, datetime | None]]:
    return {(element.process, element.id, due): (element, due) for element, due in standing.events}


def _event_name(element: Element, viewer: Viewer) -> str:
    return name_in(element, viewer.language) or element.id


def repair_page(repair: Repair, viewer: Viewer) -> RepairPage:
    stale, found = is_stale(repair), None
    if repair.is_open and not stale:
        try:
            found = effect(repair.case, Move.from_json(repair.move), viewer)
        except IllegalMove:
            stale = True
    return RepairPage(
        repair=repair,
        words=repair.words_en if viewer.language.startswith("en") else repair.words,
        before=standing_text(repair.before, viewer.language),
        after=standing_text(repair.after, viewer.language),
        effect=found,
        stale=stale,
        own=is_same_person(repair.proposed_by, viewer.person),
    )


def diagram_xml(repair: Repair, language: str) -> str:
    instance = repair.case.instance
    process = definition_of(instance.version).processes.get(repair.process_id)  # type: ignore[union-attr]
    if process is None:
        raise Http404
    drawn = DefinitionFile.objects.get(version=instance.version, path=process.path).content  # type: ignore[union-attr]
    return in_english(drawn) if language.startswith("en") else drawn


def diagram_state(repair: Repair, when: str) -> dict[str, Any]:
    """Where the case stood ``before`` or ``after`` in the process of the move; the calls around it where that is deeper."""
    kept = (repair.before if when == "before" else repair.after)["elements"]
    here = [tuple(key.split("/", 1)) for key in kept]
    definition = definition_of(repair.case.instance.version)  # type: ignore[union-attr]
    pending = [process for process, _ in here]
    while pending:
        called = pending.pop()
        around = [(e.process, e.id) for e in definition.elements() if e.called_element == called]
        pending += [process for process, key in around if (process, key) not in here]
        here += [key for key in around if key not in here]
    return {"current": [element for process, element in here if process == repair.process_id]}
