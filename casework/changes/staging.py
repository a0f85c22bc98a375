"""A scenario that begins with a change being handed in: one value of a parameter, by a manager of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.models import Case
from casework.changes.parameters import propose_in
from casework.changes.services import Terms, hand_in, open_change_set
from casework.scenarios.script import moment
from casework.scenarios.staging import opens
from casework.scenarios.world import World
from processes.models import ProcessVersion


@opens("change")
def open_change(world: World, start: Mapping[str, Any], version: ProcessVersion | None = None) -> Case:
    """``change`` names ``title``, ``reason``, ``parameter``, ``value``, ``effective_from``; ``office`` confirms it, and it is
    announced to ``schools``."""
    at, said = moment(start["at"]), start["change"]
    by = world.actor(role="RL-12", scope=world.office("BGS"), at=at)
    office = world.office(start["office"])
    for school in start.get("schools", []):
        world.organisation(school)
    change = open_change_set(title=said["title"], reason=said["reason"], by=by, at=at)
    effective = date.fromisoformat(said["effective_from"])
    propose_in(
        change=change, code=said["parameter"], value=said["value"], effective_from=effective, source=said["reason"],
        today=at.date(), by=by, at=at,
    )  # fmt: skip
    terms = Terms(effective, said["title"])
    return hand_in(change=change, terms=terms, office=office, by=by, at=at, version=version)
