"""Limits of the process that calls, from now on and for whatever it starts."""

import contextlib
from collections.abc import Mapping

try:
    import resource
except ImportError:  # pragma: no cover  Windows
    resource = None  # type: ignore[assignment]


def be_limited(limits: Mapping[str, int]) -> None:
    """Set limits by their names (``CPU`` in seconds, ``DATA`` in bytes, …); a lower one already set stays."""
    if resource is None:  # pragma: no cover
        return
    for name, most in limits.items():
        lower(getattr(resource, f"RLIMIT_{name}"), most)


def lower(limit: int, most: int) -> None:
    """Set one limit where the platform knows it."""
    hard = resource.getrlimit(limit)[1]
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (wanted, wanted))
