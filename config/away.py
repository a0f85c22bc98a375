"""The database or the object store is away for a while: a clear answer, never a crash, and recovery alone.

A request that comes after the recovery works without anybody's help: connections are checked before they are used again.
"""

import logging
import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from config import problems
from processes.causes import is_database_away
from processes.engine import UnreadableState
from storage import StoreUnavailable

logger = logging.getLogger(__name__)


class AwayMiddleware:
    """Answers for views; what fails before any view is called comes to ``server_error``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, UnreadableState):
            logger.error("a saved state was refused", exc_info=exception)
            return problems.unreadable(request)
        return problems.away(request) if is_away(exception) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """Handler of 500: a crash, or something away that the middleware had asked for before any view was called."""
    return problems.away(request) if is_away(sys.exc_info()[1]) else problems.server_error(request)


def is_away(error: BaseException | None) -> bool:
    """Whether an error, or what it was raised from, says that a part of the house cannot be reached now."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, StoreUnavailable) or is_database_away(error):
            return True
        seen.add(id(error))
        error = error.__cause__
    return False
