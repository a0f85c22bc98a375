"""The viewflow site: the nouns of casework put together, each under its own address."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application, Site

# In the order of the menu. A noun brings `viewset.py` with `applications`, a list of viewflow Applications.
NOUNS = (
    "inbox",
    "guided",
    "cases",
    "reports",
    "repairs",
    "findings",
    "letters",
    "expiry",
    "policy",
    "changes",
    "calendar",
    "organisations",
    "audit",
    "scenarios",
    "demo",
)
# Nouns that bring only `urls.py`, with their name as `app_name`; what the menu says of them.
PLAIN = {"calendar": (_("工作日历"), "calendar_month")}


def _applications(noun: str) -> Iterator[Application]:
    package = f"casework.{noun}"
    if find_spec(f"{package}.viewset"):
        yield from import_module(f"{package}.viewset").applications
    elif noun in PLAIN:
        title, icon = PLAIN[noun]
        urls = import_module(f"{package}.urls").urlpatterns
        yield Application(app_name=noun, title=title, icon=icon, urlpatterns=urls)


site = Site(title=_("办结"), viewsets=[app for noun in NOUNS for app in _applications(noun)])
