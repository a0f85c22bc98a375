"""Named moments at which a test may stop, order or kill a process; in production they are one comparison with None.

The lowest module of all: it imports nothing and everything may call it, since a letter, an upload and a step are
interrupted at moments that lie in different packages. A name is ``what.moment``; ``POINTS`` lists all of them, so that
a test can go through every one.
"""

from collections.abc import Callable

# What a test process does when it comes to a point; None wherever people work.
hook: Callable[[str], None] | None = None

POINTS = {
    "step": ("lock", "load", "check", "run", "mirror", "save", "saved", "settled", "commit", "committed"),
    "number": ("allotted",),
    "filing": ("store", "stored"),
    "upload": ("announced", "received", "copied", "judged", "refused", "settled"),
    "sweep": ("found", "examined"),
    "start": ("created",),
    "deploy": ("checked", "commit"),
    "job": ("claim", "claimed", "begun", "done", "finished"),
    "schedule": ("due", "moved"),
    "work": ("failed",),
    "calendar": ("asked",),
    "opening": ("opened",),
    "answer": ("counted", "due"),
    "backtest": ("judged",),
    "migrate": ("rows", "saved"),
    "move": ("moved",),
    "halt": ("asked", "found", "stopped"),
}


NAMES = frozenset(f"{what}.{moment}" for what, moments in POINTS.items() for moment in moments)


def reach(point: str) -> None:
    """Tell whoever listens that this process has come to ``point``."""
    if hook is not None:
        hook(point)
