"""What was said in a case, as expressions read it: forms by their latest submission, messages in order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.audit.kinds import actor
from casework.audit.models import Event
from casework.cases.clock import local_date
from casework.organisations.substitutions import on_record, principals
from processes import feel, registry
from processes.models import Submission


@registry.facts("submitted")
def submitted_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``submitted.draft_plan.rates``: the latest values of each form of the case, whichever step asked for it."""
    found = Submission.objects.filter(instance__key=key).exclude(form="").order_by("at", "pk")
    said = found.values_list("form", "values")
    return {"submitted": {form: feel.from_json(values) for form, values in said}}


@registry.facts("signed")
def signature_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``signed.feedback``: who handed each form of the case in last, by post and in whose place, and when, as {by, on}."""
    found = Submission.objects.filter(instance__key=key).exclude(form="").select_related("by")
    latest = {one.form: one for one in found.defer("values", "item").order_by("at", "pk")}
    instead = principals(one.task_id for one in latest.values())
    return {
        "signed": {
            form: {"by": on_record(one.by, instead.get(one.task_id)), "on": local_date(one.at)}
            for form, one in latest.items()
        }
    }


@registry.facts("messages")
def message_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``messages.staff_comment``: each message that people sent, oldest first, as {by, on, values}."""
    found: dict[str, list[dict[str, Any]]] = {}
    for event in Event.objects.filter(chain=key, kind="message.sent").order_by("seq"):
        said = {
            "by": actor(event, "zh-hans"),
            "on": local_date(event.at),
            "values": feel.from_json(event.payload.get("values") or {}),
        }
        found.setdefault(event.payload["message"], []).append(said)
    return {"messages": found}
