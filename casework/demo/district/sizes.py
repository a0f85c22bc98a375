"""How much of what a district of 60 schools does in a year (domain.md §6.4)."""

from dataclasses import dataclass
from math import ceil

SCHOOLS, VENDORS, PAPERS_A_VENDOR = 60, 140, 6


@dataclass(frozen=True)
class Volume:
    """``closed`` cases of one kind in the year, and those that are ``open`` today: together what §6.4 counts."""

    kind: str
    closed: int
    open: int

    def scaled(self, factor: float) -> "Volume":
        return Volume(self.kind, max(1, round(self.closed * factor)), ceil(self.open * factor))


VOLUMES = (
    Volume("XC", 9_950, 10), Volume("ZG", 504, 48), Volume("RX", 580, 20), Volume("RK", 200, 0),
    Volume("GH", 155, 3), Volume("AP", 176, 4), Volume("SF", 116, 4), Volume("JC", 176, 4), Volume("DD", 38, 2),
    Volume("SD", 117, 3), Volume("ZZ", 16, 1), Volume("CL", 117, 3), Volume("QT", 11, 1), Volume("FF", 76, 4),
    Volume("HD", 176, 4), Volume("GX", 98, 2), Volume("AQ", 116, 4), Volume("FK", 376, 10), Volume("KH", 58, 2),
    Volume("PX", 7, 1), Volume("HS", 530, 10), Volume("PG", 590, 10),
)  # fmt: skip
