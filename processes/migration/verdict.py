"""What becomes of a case when its process changes: it moves, it stays on its version, or somebody has to decide."""

from dataclasses import dataclass
from enum import StrEnum

from processes.engine.moving import Finding, Renaming, Weight


class Outcome(StrEnum):
    MOVES = "MOVES"
    STAYS = "STAYS"
    DECIDE = "DECIDE"


@dataclass(frozen=True)
class Verdict:
    """``reasons`` are Chinese sentences, each naming its element; there are none where it simply moves."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    renaming: Renaming

    @classmethod
    def of(cls, findings: list[Finding], renaming: Renaming) -> "Verdict":
        stays = [finding for finding in findings if finding.weight == Weight.STAYS]
        outcome = Outcome.STAYS if stays else Outcome.DECIDE if findings else Outcome.MOVES
        kept = {finding.why: finding for finding in stays or findings}
        return cls(outcome, tuple(kept.values()), renaming)

    @property
    def reasons(self) -> list[str]:
        return [finding.why for finding in self.findings]


def stays(why: str) -> Finding:
    """A reason that lies with the case, not with an element."""
    return Finding(Weight.STAYS, "", "", why)
