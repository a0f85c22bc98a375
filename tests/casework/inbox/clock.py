"""Requests that happen on the day of the story, through the same door that a demonstration uses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.inbox.clock import SHIFT
from tests.casework.cases.conftest import NOW


def on_the_day(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def answer(request: HttpRequest) -> HttpResponse:
        setattr(request, SHIFT, NOW - timezone.now())
        return get_response(request)

    return answer
