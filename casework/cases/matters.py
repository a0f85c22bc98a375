"""What a case is about, where that has pages of its own: the noun that owns them says where, by kind of case."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from casework.cases.models import Case


@dataclass(frozen=True)
class Matter:
    """``label`` says what is behind ``address``."""

    label: str | Promise
    address: str


Find = Callable[[Case], Matter | None]
_known: dict[str, Find] = {}


def matter(kind: str) -> Callable[[Find], Find]:
    """Register who finds what a case of ``kind`` is about."""

    def register(find: Find) -> Find:
        _known[kind] = find
        return find

    return register


def matter_of(case: Case) -> Matter | None:
    find = _known.get(case.kind)
    return find(case) if find else None
