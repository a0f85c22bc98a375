"""Reading help: what a paper seems to say, proposed for a person to confirm. Nothing is ever filled in silently."""

from documents.reading.proposal import Fact, Proposal
from documents.reading.proposing import propose, read_proposals

__all__ = ["Fact", "Proposal", "propose", "read_proposals"]
