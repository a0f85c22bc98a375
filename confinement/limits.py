"""Limits of the process that calls, from now on and for whatever it starts."""

import contextlib
import os
from collections.abc import Mapping

try:
    import resource
except ImportError:  # pragma: no cover  Windows
    resource = None  # type: ignore[assignment]

_NOBODY = 65534


def be_limited(limits: Mapping[str, int]) -> None:
    """Set limits by their names (``CPU`` in seconds, ``DATA`` in bytes, …); a lower one already set stays."""
    if resource is None:  # pragma: no cover
        return
    for name, most in limits.items():
        lower(getattr(resource, f"RLIMIT_{name}"), most)


def be_nobody() -> None:
    """Where this process is the administrator, be the user who owns nothing: root could raise its limits again."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):  # where there is no such user, as in some containers
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)


def lower(limit: int, most: int) -> None:
    """Set one limit where the platform knows it."""
    hard = resource.getrlimit(limit)[1]
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (wanted, wanted))
