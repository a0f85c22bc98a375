"""Who must be asked before a person leaves a roster: the layers above, which alone know where he teaches."""

from collections.abc import Callable
from datetime import date

from casework.vendors.models import Instructor

# The instructor and the day of leaving; raises casework.vendors.rules.StillTeaching.
Ask = Callable[[Instructor, date], None]

_asked: list[Ask] = []


def register(ask: Ask) -> None:
    """Call it once at start-up."""
    if ask not in _asked:
        _asked.append(ask)


def ask(instructor: Instructor, day: date) -> None:
    for question in _asked:
        question(instructor, day)
