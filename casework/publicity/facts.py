"""What expressions may know about the latest publication of a case."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.publicity.models import Publication
from processes import registry


@registry.facts("publicity")
def publicity_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    latest = Publication.objects.filter(case=key, letter=None).order_by("pk").last()
    if latest is None:
        return {"publicity": None}
    return {
        "publicity": {
            "title": latest.title,
            "starts_on": latest.starts_on,
            "ends_on": latest.ends_on,
            "sustained": latest.state == Publication.State.STRUCK,
        }
    }
