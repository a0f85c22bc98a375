"""Words that rows carry in Chinese: labels of choices, which the catalogue of translations knows."""

from django.utils.translation import gettext

from casework.cases.models import Case

LEVELS = ("L1", "L2", "L3", "L4")


def label(text: object) -> str:
    """The word in the language of the screen; itself where no translation is known."""
    words = str(text or "")
    level, _, name = words.partition(" ")
    if level in LEVELS and name:
        return f"{level} {gettext(name)}"
    return gettext(words) if words else ""


def severity_text(severity: int) -> str:
    """``L2 较重``."""
    return f"L{severity} {gettext(str(Case.Severity(severity).label))}"
