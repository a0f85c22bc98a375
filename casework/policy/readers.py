"""What reads parameters besides the expressions of diagrams: steps of ours that are written in Python say so here."""

from collections.abc import Mapping

from django.utils.functional import Promise

from casework.policy.declared import declared

_readers: dict[str, list[Promise]] = {}


def reads(code: str, what: Promise) -> None:
    """Tell the page of ``code`` that ``what`` (lazily translated) acts by its value. Raises UnknownParameter."""
    _readers.setdefault(declared(code).code, []).append(what)


def readers() -> Mapping[str, list[Promise]]:
    """By code."""
    return _readers
