"""What expressions may know about the filing of a case: its receipt, and what the offices said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.cases.clock import local_date
from casework.filings.addresses import public_address
from casework.filings.models import Filing
from casework.filings.opinions import OPINIONS
from processes import registry
from processes.models import Submission

FORMS = ("review_filing", "record_entry")
OFFICES = {"review_cyg": "成幼股", "review_hdzx": "活动中心", "record_entry": "活动中心"}
# The receipt shows the beginning of the hash; the whole stands behind the check address.
FINGERPRINT = 12


@registry.facts("filing")
def filing_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """The latest filing; before there is one, only the ``opinions``."""
    found = Filing.objects.filter(case=key).order_by("filed_at", "number").last()
    opinions = [_opinion(said) for said in _last_of_each_office(key)]
    if found is None:
        return {"filing": {"number": None, "opinions": opinions}}
    return {
        "filing": {
            "number": found.number,
            "fingerprint": found.sha256[:FINGERPRINT],
            "filed_on": local_date(found.filed_at),
            "check_address": public_address(f"/check/{found.token}/"),
            "opinions": opinions,
        }
    }


def _last_of_each_office(key: UUID) -> list[Submission]:
    found = Submission.objects.filter(instance__key=key, form__in=FORMS).order_by("at", "pk")
    return list({said.element_id.removesuffix("_late"): said for said in found}.values())


def _opinion(said: Submission) -> dict[str, Any]:
    outcome = said.values.get("outcome") or ""
    return {
        "office": OFFICES.get(said.element_id.removesuffix("_late"), said.element_id),
        "result": OPINIONS.get(outcome, (outcome, outcome))[0],
        "reasons": said.values.get("reasons") or said.values.get("opinion") or "",
        "on": local_date(said.at),
    }
