"""What there is before the first step: the setting of a scenario, and its case opened in it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services import Beginning, begin, beginnings
from casework.expiry.services import run as watch_expiry
from casework.findings.models import Finding
from casework.findings.services import open_rectification
from casework.organisations.standing import Standing
from casework.scenarios.openings import begin_by_calendar, begin_by_message
from casework.scenarios.permits import register_permit
from casework.scenarios.script import Scenario, moment
from casework.scenarios.settings import set_parameters, set_terms
from casework.scenarios.vendors import register_vendor
from casework.scenarios.world import OFFICES, World
from processes.models import ProcessVersion
from processes.services import definition_of

Opening = Callable[[World, Mapping[str, Any], ProcessVersion | None], Case]
_openings: dict[str, Opening] = {}


def set_stage(scenario: Scenario, world: World) -> None:
    """Parameters, terms, earlier cases, vendors and their permits."""
    set_parameters(world, scenario.parameters)
    set_terms(scenario.terms)
    for earlier in scenario.earlier:
        _leave_earlier_case(world, earlier)
    for vendor in scenario.vendors:
        register_vendor(vendor, world.bureau())
    for code in OFFICES if scenario.vendors else ():
        world.office(code)
    for vendor in scenario.vendors:
        for permit in vendor.get("permits", []):
            register_permit(vendor["name"], permit, world)


def open_case(start: Mapping[str, Any], world: World, version: ProcessVersion | None) -> Case:
    """Begin as ``start`` says, on ``version`` (the latest by default)."""
    return _opening(start)(world, start, version)


def opens(key: str) -> Callable[[Opening], Opening]:
    """Register who opens a case whose start says ``key``: the noun that opens cases of its own."""

    def register(opening: Opening) -> Opening:
        _openings[key] = opening
        return opening

    return register


def _opening(start: Mapping[str, Any]) -> Opening:
    for key, opening in _openings.items():
        if key in start:
            return opening
    if "calendar" in start:
        return begin_by_calendar
    if "message" in start:
        return begin_by_message
    if "process" in start:
        return begin_scenario
    return _watch if "nights" in start else _open


def _watch(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Let the watch over papers run in each of ``nights``: it opens the renewal that ``vendor`` is asked for."""
    for night in start["nights"]:
        run_night(moment(f"{night}T01:00"))
    return Case.objects.get(
        kind=Case.Kind.EXPIRY, respondent=world.organisation(start["vendor"]), closed_at=None
    )


def run_night(at: datetime) -> None:
    watch_expiry(day=local_date(at), at=at)


def _open(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    at = moment(start["at"])
    office = world.office(start["office"])
    return open_rectification(
        respondent=world.organisation(start["respondent"]),
        office=office,
        source=start["source"],
        found_on=date.fromisoformat(start["found_on"]) if "found_on" in start else local_date(at),
        findings=[{**item, "severity": int(item["severity"])} for item in start["findings"]],
        agreed=bool(start.get("agreed")),
        by=None,
        at=at,
        version=version,
    )


def begin_scenario(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """Begin ``process`` on the form ``on`` as ``by`` (RL-21@银杏一小), as a person would from the screen."""
    at = moment(start["at"])
    role, _, place = start["by"].partition("@")
    scope = world.office(place) if place in OFFICES else world.organisation(place)
    by = world.actor(role=role, scope=scope, at=at, alias=start.get("person"))
    beginning = _beginning(start, world.standing(by, at), version)
    world.office(beginning.start.office)
    raw = world.resolve(start["form"], case=None, by=by, at=at)
    return begin(beginning=beginning, raw=raw, starter=str(scope.pk), by=by, at=at)


def _beginning(start: Mapping[str, Any], standing: Standing, version: ProcessVersion | None) -> Beginning:
    """As ``version`` itself offers it, if one is given. Raises LookupError."""
    wanted = start.get("on", "apply")
    offered = beginnings(standing) if version is None else beginnings_on(version, standing)
    found = next((b for b in offered if b.key == (start["process"], wanted)), None)
    if found is None:
        raise LookupError(f"流程里没有可以发起的表单“{wanted}”，或者“{start['by']}”这个岗位不能用它发起")
    return found


def beginnings_on(version: ProcessVersion, standing: Standing) -> Iterator[Beginning]:
    """What the person of ``standing`` may begin on ``version``, whether it is in force or not."""
    definition = definition_of(version)
    for element in definition.processes[definition.main].elements.values():
        for start in element.starts:
            if starters := standing.organisations(start.roles):
                yield Beginning(version, element, start, tuple(sorted(starters)))


def _leave_earlier_case(world: World, raw: Mapping[str, Any]) -> None:
    """A case that stands in the ledger before the scenario begins, with one finding and no running process."""
    opened, closed = date.fromisoformat(raw["opened_on"]), raw.get("closed_on")
    at = moment(f"{opened.isoformat()}T09:00")
    case = Case.objects.create(
        number=f"TRIAL-{Case.objects.count() + 1:06d}",
        kind=Case.Kind.RECTIFICATION,
        title=f"{raw['respondent']}以前的整改",
        source=raw.get("source", Case.Source.PATROL),
        severity=int(raw["severity"]),
        respondent=world.organisation(raw["respondent"]),
        office=world.office(raw["office"]),
        district=world.bureau(),
        opened_at=at,
        closed_at=moment(f"{closed}T17:00") if closed else None,
        outcome="已销号" if closed else "",
    )
    Finding.objects.create(
        case=case,
        ordinal=1,
        code=raw["code"],
        severity=int(raw["severity"]),
        fact=raw.get("fact", "以前发现的问题"),
        found_on=opened,
        state=Finding.State.CLOSED if closed else Finding.State.REPAIRING,
        closed_on=date.fromisoformat(closed) if closed else None,
    )
