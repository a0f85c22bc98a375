"""How papers and their facts are named on screens."""

from casework.papers.wording.names import FACT_NAMES

__all__ = ["FACT_NAMES"]
