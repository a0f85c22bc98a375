"""What a form needs to know about the place where it is filled in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from processes.feel import FeelFailure
from processes.forms import Field
from processes.forms.conditions import Evaluate

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Attached:
    """A file that is already uploaded, as the form shows it again."""

    id: str
    name: str
    size: int
    url: str
    is_image: bool


@dataclass(frozen=True)
class SheetPlaces:
    """Where a table is had as an Excel file, and where one is sent: nowhere means to the page itself."""

    download: str
    upload: str = ""


@dataclass(frozen=True)
class FormContext:
    """``evaluate`` answers the form's FEEL; ``upload_url`` takes the files, None where none can be given.

    ``attached`` finds uploaded files again, so that a form that comes back keeps them. ``sheets`` tells the places of a
    table by the name of its field, None where tables are filled in on the page only. In a trial ``named`` tells who may
    be chosen in a field with its scope, instead of the register, and ``stand_ins`` what may be attached instead of files.
    """

    evaluate: Evaluate
    language: str
    today: date
    upload_url: str | None = None
    attached: Callable[[Iterable[str]], Mapping[str, Attached]] = lambda ids: {}
    sheets: Callable[[str], SheetPlaces] | None = None
    named: Callable[[Field, str | None], Choices] | None = None
    stand_ins: Callable[[Field], Choices] | None = None

    def answer(self, expression: Any, values: Mapping[str, Any]) -> Any:
        """The value of ``= FEEL``, or ``expression`` itself; an expression that fails answers nothing."""
        if not isinstance(expression, str) or not expression.lstrip().startswith("="):
            return expression
        try:
            return self.evaluate(expression.lstrip()[1:], values)
        except FeelFailure:
            return None

    def holds(self, condition: str | bool | None, values: Mapping[str, Any]) -> bool:
        """Whether a condition (FEEL, its "=" left out or not) is true; no condition is not true."""
        return (self.answer(_marked(condition), values) if isinstance(condition, str) else condition) is True

    def scope(self, expression: str | None, values: Mapping[str, Any]) -> str | None:
        found = self.answer(_marked(expression), values) if expression else None
        return str(found) if found else None


def _marked(expression: str) -> str:
    return expression if expression.lstrip().startswith("=") else f"={expression}"
