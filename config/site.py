"""The viewflow site: the nouns of casework put together, each under its own address."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from viewflow.urls import Application, Site

# In the order of the menu. A noun may bring `viewset.py` with `applications`, a list of viewflow
# Applications, which appear in the menu; or `urls.py` with the noun as `app_name`, which only has addresses.
NOUNS = ("inbox", "cases", "findings", "letters", "calendar", "organisations", "audit", "scenarios", "demo")


def _applications(noun: str) -> list[Application]:
    name = f"casework.{noun}.viewset"
    return list(import_module(name).applications) if find_spec(name) else []


def _addresses(noun: str) -> Iterator[URLResolver]:
    name = f"casework.{noun}.urls"
    if find_spec(name):
        yield path(f"{noun}/", include(name))


def build_site() -> Site:
    """One site with the applications of all nouns; plain addresses stand beside them under the same menu."""
    applications = [app for noun in NOUNS for app in _applications(noun)]
    mounted = {app.app_name for app in applications}
    plain = [url for noun in NOUNS if noun not in mounted for url in _addresses(noun)]
    return Site(title=_("办结"), viewsets=applications, urlpatterns=plain)


site = build_site()
