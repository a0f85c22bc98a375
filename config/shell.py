"""What the frame of every page shows: the menu, the person, the demo switch."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from viewflow.urls import Application

from casework.organisations.current import standing
from casework.organisations.delegable import posts_of


@dataclass(frozen=True)
class Entry:
    """A line of the menu; the lines below it are shown while its application is open."""

    title: str
    url: str
    icon: str
    current: bool
    turbo_disabled: bool = False
    below: tuple["Entry", ...] = ()


class Shell:
    """Read by templates; asks the database only for what a template shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.demo: bool = settings.DEMO

    @property
    def person_name(self) -> str:
        return str(self._request.user)

    @cached_property
    def organisation(self) -> str:
        main = standing(self._request).main
        return main.organisation_name if main else ""

    @cached_property
    def delegates(self) -> bool:
        """Whether the person may let another act for him, or acts for one."""
        here = standing(self._request)
        return bool(posts_of(here) or here.stand_ins)

    @cached_property
    def menu(self) -> list[Entry]:
        """Entries that this person may open; the application of the current page is marked."""
        here = getattr(self._request.resolver_match, "app", None)
        return [self._entry(app, url, current=app is here) for app, url in self._visible()]

    def _entry(self, app: Application, url: str, *, current: bool) -> Entry:
        below = tuple(self._below(app)) if current else ()
        if any(entry.current for entry in below):
            current = False
        named = getattr(app, "title_for", None)
        title = named(standing(self._request)) if named else str(app.title)
        return Entry(title, url, _icon(app), current, bool(app.turbo_disabled), below)

    def _below(self, app: Application) -> Iterator[Entry]:
        """The registers of an application; a single one is what the application itself opens."""
        here = getattr(self._request.resolver_match, "viewset", None)
        registers = [part for part in app.menu_items() if part.has_view_permission(self._request.user)]
        for part in registers if len(registers) > 1 else []:
            yield Entry(str(part.title), part.reverse("index"), _icon(part), part is here)

    def _visible(self) -> Iterator[tuple[Application, str]]:
        from config.site import site

        for app in site.menu_items():
            shown = getattr(app, "visible_to", None)
            if app.has_view_permission(self._request.user) and (not shown or shown(standing(self._request))):
                yield app, app.reverse("index")


def _icon(app: Application) -> str:
    """The name of a material icon; viewflow wraps it in an object that prints markup."""
    return str(getattr(app.icon, "icon_name", None) or "folder_open")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"shell": Shell(request)}
