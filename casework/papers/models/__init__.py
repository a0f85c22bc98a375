"""Papers of vendors and instructors: documents with facts and a validity, and what a case asks for."""

from casework.papers.models.alert import ExpiryAlert
from casework.papers.models.duplicate import DuplicateAlert
from casework.papers.models.paper import Paper
from casework.papers.models.requirement import Requirement

__all__ = ["DuplicateAlert", "ExpiryAlert", "Paper", "Requirement"]
