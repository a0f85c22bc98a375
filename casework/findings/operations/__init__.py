"""What a diagram may do with findings; importing the package registers all of it."""

from casework.findings.operations import closing, evidence, opening, terms

__all__ = ["closing", "evidence", "opening", "terms"]
