"""What expressions may know of policy: ``parameters.PRM_X``, as it is in Shanghai on the day of the step.

Decision tables that read one keep its value, and with it where the value came from.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from casework.policy.declared import declared, every_declared
from casework.policy.types import as_feel
from casework.policy.values import values_on
from processes import feel, registry

PARAMETERS = "parameters"
SOURCES = "parameter sources"


@registry.facts(PARAMETERS, SOURCES, timely=True)
def parameter_facts(key: UUID, at: datetime) -> Mapping[str, Any]:
    known = values_on(localdate(at))
    return {
        PARAMETERS: {
            code: feel.from_json(as_feel(declared(code), found.value)) for code, found in known.items()
        },
        SOURCES: {
            code: {
                "source": found.source,
                "clause": found.clause,
                "since": found.since.isoformat() if found.since else None,
                "demonstration": found.demonstration,
            }
            for code, found in known.items()
        },
    }


registry.keep_members(PARAMETERS, members=frozenset(every_declared()), sources=SOURCES)
