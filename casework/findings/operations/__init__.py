"""What a diagram may do with findings; importing the package registers all of it."""

from casework.findings.operations import closing, grading, opening, plan, recheck, respondent, review, terms

__all__ = ["closing", "grading", "opening", "plan", "recheck", "respondent", "review", "terms"]
