"""Addresses as they are printed: on paper, and in codes that strangers scan."""

from django.conf import settings


def public_address(path: str) -> str:
    """The whole address of ``path``, a path of this site, under BANJIE_PUBLIC_URL."""
    return f"{settings.PUBLIC_URL}{path}"
