"""A person at a browser, in a process of its own."""

from uuid import UUID

from django.test import Client
from django.urls import get_resolver, reverse

from casework.organisations.models import Person

# Read once, where hands are forked from.
assert get_resolver().url_patterns
_browsers: dict[str, Client] = {}


def log_in(by: str) -> None:
    _browsers[by] = Client()
    _browsers[by].force_login(Person.objects.get(username=by))


def press(task: UUID, by: str) -> tuple[int, str]:
    """Hand the task in; the status of the answer and its text."""
    answer = _browsers[by].post(reverse("inbox:task", args=[task]), {"note": by})
    return answer.status_code, answer.content.decode()
