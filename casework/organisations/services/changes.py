"""What an edit changes, for the row and for the trail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Model


@dataclass(frozen=True)
class Changes:
    """Fields with another value than before; values are shown in the trail as texts."""

    before: Mapping[str, Any]
    now: Mapping[str, Any]

    @classmethod
    def between(cls, row: Model, values: Mapping[str, Any], editable: Iterable[str]) -> Self:
        """Raises TypeError for a field that may not be edited."""
        unknown = set(values) - set(editable)
        if unknown:
            raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
        before = {field: getattr(row, field) for field in values}
        return cls(before, {field: value for field, value in values.items() if value != before[field]})

    @property
    def in_words(self) -> dict[str, dict[str, str]]:
        return {
            field: {"before": _text(self.before[field]), "now": _text(value)}
            for field, value in self.now.items()
        }

    def save(self, row: Model) -> None:
        for field, value in self.now.items():
            setattr(row, field, value)
        if self.now:
            row.save(update_fields=list(self.now))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
