"""What expressions may know about the renewal of lapsed papers, always fresh from the rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.expiry.models import Renewal
from casework.papers.models import Paper
from processes import registry


@registry.facts("renewal")
def renewal_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    """``lapsed`` in words; ``permit_state`` says whether the permit was resumed or revoked meanwhile."""
    renewal = Renewal.objects.filter(pk=key).select_related("permit__application").first()
    if renewal is None:
        return {"renewal": None}
    permit = renewal.permit
    return {
        "renewal": {
            "permit": permit.number,
            "permit_state": permit.state,
            "permit_until": permit.valid_to,
            "categories": sorted({course.category for course in permit.application.courses.all()}),
            "lapsed": [_name(paper) for paper in renewal.papers.select_related("instructor")],
        }
    }


def _name(paper: Paper) -> str:
    return f"{paper.type.zh}（{paper.instructor.name}）" if paper.instructor else paper.type.zh
