"""How many cases of a version failed, beside the version before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from casework.policy.values import values_on
from processes.models import Incident, ProcessInstance, ProcessVersion


@dataclass(frozen=True)
class Rule:
    """Too many: at least ``least`` failed cases, and a share of them above that of the version before by ``excess``."""

    least: int
    excess: Decimal

    def is_broken(self, found: "Measure") -> bool:
        if not found.cases or found.failed < self.least:
            return False
        more = found.share - found.share_before
        return more > 0 and more >= self.excess


@dataclass(frozen=True)
class Measure:
    """``incidents`` are those of ``failed`` cases, of which there are ``cases`` in all."""

    cases: int
    failed: int
    cases_before: int
    failed_before: int
    incidents: Sequence[Incident]

    @property
    def share(self) -> Decimal:
        return Decimal(self.failed) / self.cases if self.cases else Decimal(0)

    @property
    def share_before(self) -> Decimal:
        return Decimal(self.failed_before) / self.cases_before if self.cases_before else Decimal(0)


def rule_on(day: date) -> Rule:
    """PRM_HALT_CASES and PRM_HALT_EXCESS as they are on the day."""
    known = values_on(day)
    return Rule(known["PRM_HALT_CASES"].value, Decimal(str(known["PRM_HALT_EXCESS"].value)))


def measure(version: ProcessVersion, before: ProcessVersion | None, *, since: datetime) -> Measure:
    """What failed on ``version`` since then, and on ``before`` ever.

    A case counts once, however often it was tried or failed anew. What failed only while a store, a network or the
    database was away does not count.
    """
    incidents = list(
        Incident.objects.lasting(version).filter(happened_at__gte=since).order_by("happened_at", "pk")
    )
    return Measure(
        cases=_cases(version),
        failed=len({incident.instance_id for incident in incidents}),
        cases_before=_cases(before) if before else 0,
        failed_before=Incident.objects.lasting(before).values("instance").distinct().count() if before else 0,
        incidents=incidents,
    )


def _cases(version: ProcessVersion) -> int:
    """Those that run or ran on it, moved ones included."""
    return ProcessInstance.objects.filter(version=version).count()
