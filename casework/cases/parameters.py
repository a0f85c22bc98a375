"""Policy parameters by their codes (domain.md §2.0.4), as expressions name them: ``parameters.PRM_REVIEW_WD``.

Each is a default of the first deployment, not policy itself, unless the comment names its source.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from processes import feel, registry

PARAMETERS: Mapping[str, Any] = {
    "PRM_VEN_SUBMIT_WD": 10,
    "PRM_CORRECT_WD": 5,
    "PRM_REVIEW_WD": 5,
    "PRM_REVIEW_REMIND_WD": 3,
    "PRM_RECORD_WD": 3,
    "PRM_CONTRACT_WD": 5,
    "PRM_MAX_RETURN": 3,
    "PRM_HEAR_WD": 3,
    "PRM_PUB_WD": 5,
    "PRM_SUBST_MAX": 3,
    "PRM_INTERVIEW_MIN": 3,
    "PRM_INTERVIEW_PASS": 80,
    "PRM_INTERVIEW_AGAIN": 70,
    "PRM_SEPARATE_STAFF": 10,
    # The policy asks for insurance on path A only; the rest by default G-21.
    "PRM_INS_ALL": True,
    # 0.3 after an announcement of another city of the province; mode: off, warn or block.
    "PRM_TP_RATIO": 0.3,
    "PRM_TP_MODE": "warn",
}


@registry.facts("parameters")
def parameter_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    return {"parameters": {code: feel.from_json(value) for code, value in PARAMETERS.items()}}
