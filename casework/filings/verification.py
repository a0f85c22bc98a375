"""Reads every filing again: its text against its hash, and both against the audit trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from casework.audit.models import Event
from casework.filings.digest import sha256
from casework.filings.models import Filing


class Fault(StrEnum):
    """What is wrong with a filing."""

    ALTERED = "内容与校验值不符"
    UNRECORDED = "审计链中没有这份备案，或校验值不同"
    GONE = "审计链中有，备案表中没有"


@dataclass(frozen=True)
class Break:
    number: str
    fault: Fault

    def __str__(self) -> str:
        return f"备案 {self.number}：{self.fault}"


def verify() -> Iterator[Break]:
    """Yield each filing that is not as it was filed; nothing when all are. The trail itself is ``verify_audit``'s."""
    filed = Event.objects.filter(kind="filing.filed").iterator(chunk_size=500)
    told = {event.payload["number"]: event.payload["sha256"] for event in filed}
    for filing in Filing.objects.order_by("number").iterator(chunk_size=500):
        recorded = told.pop(filing.number, None)
        if sha256(filing.snapshot) != filing.sha256:
            yield Break(filing.number, Fault.ALTERED)
        elif recorded != filing.sha256:
            yield Break(filing.number, Fault.UNRECORDED)
    for number in sorted(told):
        yield Break(number, Fault.GONE)
