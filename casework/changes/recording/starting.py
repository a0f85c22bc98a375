"""The start of a recorded scenario that is filled in on a form: when, by whom, and what it says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.services.references import accept
from casework.cases.services.starting import Beginning, Reader
from casework.changes.recording.cast import SAMPLES, Part
from casework.changes.recording.rehearsal import Stage
from casework.changes.recording.sheets import Sheet
from casework.findings.services.opening import PROCESS as RECTIFICATION
from casework.inbox.registration.schema import schema as registration
from casework.organisations.models import Organisation
from casework.scenarios.world import OFFICES
from processes import feel
from processes.forms import FormSchema, Text
from processes.services import definition_of
from processes.vocabulary import Start

# Offices that register findings.
REGISTRARS = ("JJK", "CYG", "HDZX", "DDS")
MORNING = "09:00"
FINDINGS = "findings"


@dataclass(frozen=True)
class Way:
    """One way to begin: a start form of the process, or findings that an office registers; ``who`` pairs keys and words."""

    key: str
    label: str
    who: list[tuple[str, str]]
    schema: FormSchema
    start: Start | None = None


def ways(stage: Stage, like: Mapping[str, Any], language: str) -> list[Way]:
    """Every way that the draft offers; ``like`` is the start of the scenario whose setting this is."""
    definition = definition_of(stage.version)
    main = definition.processes[definition.main]
    found = [
        Way(
            start.form,
            Text(start.label or main.name, start.label_en).in_language(language),
            list(_who(stage, start, like)),
            definition.forms[start.form],
            start,
        )
        for element in main.elements.values()
        for start in element.starts
    ]
    if definition.main == RECTIFICATION:
        offices = [(code, OFFICES[code]) for code in REGISTRARS]
        found.append(Way(FINDINGS, _("登记问题"), offices, registration([])))
    return found


def sheet_of(stage: Stage, way: Way, who: str, at: datetime, language: str) -> Sheet:
    """The form of the way as ``who`` gets it."""
    stage.now = at
    return Sheet(stage, way.schema, _evaluate(stage, way, who, at), language)


def like_values(way: Way, like: Mapping[str, Any]) -> dict[str, Any] | None:
    """What stands in the form at first: as in the scenario whose setting this is; None for a fresh form."""
    if way.start is not None and like.get("on", "apply") == way.key:
        return dict(like.get("form", {}))
    if way.start is None and FINDINGS in like:
        rows = [{**row, "severity": str(row["severity"])} for row in like[FINDINGS]]
        agreed = "true" if like.get("agreed") else "false"
        respondent = f"@organisation:{like['respondent']}"
        found_on = like.get("found_on") or str(like["at"])[:10]
        return {
            "respondent": respondent, "source": like["source"], "found_on": found_on, "findings": rows, "agreed": agreed,
        }  # fmt: skip
    return None


def start_of(stage: Stage, way: Way, who: str, said: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """As the file of a scenario has it. Raises FormRejected."""
    written = at.strftime("%Y-%m-%dT%H:%M")
    if way.start is not None:
        return {
            "at": written,
            "process": stage.version.process_id,
            "on": way.key,
            "by": who,
            "form": dict(said),
        }
    by = stage.world.actor(role="RL-03", scope=stage.world.office("JJK"), at=at)
    raw = stage.world.resolve(said, case=None, by=by, at=at)
    values = accept(form=way.schema, raw=raw, evaluate=_evaluate(stage, way, who, at), day=at.date()).values
    respondent = Organisation.objects.get(pk=values["respondent"])
    return {
        "at": written,
        "source": values["source"],
        "respondent": respondent.short_name,
        "office": who,
        "found_on": values["found_on"],
        "findings": [{**row, "severity": int(row["severity"])} for row in values[FINDINGS]],
        "agreed": bool(values["agreed"]),
    }


def _evaluate(stage: Stage, way: Way, who: str, at: datetime) -> Any:
    if way.start is None:
        return lambda text, values: _alone(text, values, at)
    place = who.partition("@")[2]
    scope = stage.world.office(place) if place in OFFICES else stage.world.organisation(place)
    definition = definition_of(stage.version)
    element = next(
        e for e in definition.processes[definition.main].elements.values() if way.start in e.starts
    )
    beginning = Beginning(stage.version, element, way.start, (str(scope.pk),))
    return Reader(beginning, str(scope.pk), at).evaluate


def _alone(text: str, values: Mapping[str, Any], at: datetime) -> Any:
    names = {"today": at.date(), **{name: feel.from_json(value) for name, value in values.items()}}
    return feel.parse(text).evaluate(names, at=at)


def _who(stage: Stage, start: Start, like: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Who begins it in the scenario, else one of each role that may."""
    named = str(like.get("by", ""))
    role, _at, place = named.partition("@")
    for code in sorted(start.roles, key=lambda code: code != role):
        chosen = place if code == role and place else _place(stage, code, start)
        scope = stage.world.office(chosen) if chosen in OFFICES else stage.world.organisation(chosen)
        yield f"{code}@{chosen}", Part(code, scope).label


def _place(stage: Stage, role: str, start: Start) -> str:
    if role.startswith("RL-2"):
        return SAMPLES[0]
    if role.startswith("RL-3"):
        return next((vendor["name"] for vendor in stage.scenario.vendors), SAMPLES[0])
    return start.office
