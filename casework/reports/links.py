"""Addresses of the lists that stand behind the figures."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse


def cases(state: str = "all", **asked: str) -> str:
    """The case list narrowed to what was counted (``casework.inbox.casefile.narrowing``)."""
    return f"{reverse('cases:index')}?{urlencode({'state': state, **_said(asked)})}"


def papers(**asked: str) -> str:
    return f"{reverse('vendors:paper:list')}?{urlencode(_said(asked))}"


def _said(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}
