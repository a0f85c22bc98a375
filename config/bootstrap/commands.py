"""Which command does what, and what must stand before it."""

import importlib.util
import os
import sys
from importlib import import_module

from config.bootstrap import environment
from config.bootstrap.places import in_environment
from config.bootstrap.progress import Stopped, say

# Each is the function of that name in a module here.
_OURS = {
    "demo": "demo", "test": "suite", "lint": "lint", "bench": "bench", "messages": "messages", "work": "work",
}  # fmt: skip
_BARE = {"lint", "work"}
_NEEDS_EVERYTHING = {"test", "lint", "bench"}


def main(argv: list[str]) -> int:
    """Run a command line; the exit status. Commands that are not ours go to Django."""
    command = argv[1] if len(argv) > 1 else ""
    try:
        if not (in_environment() or _may_stay(command)):
            environment.prepare(everything=command in _NEEDS_EVERYTHING)
            return environment.enter(argv)
        return _run(command, argv)
    except Stopped as stop:
        say(f"\n{stop}")
        return 2
    except KeyboardInterrupt:
        say("\n已停止。")
        return 130


def _may_stay(command: str) -> bool:
    """Django's own commands also run in an environment that somebody prepared and activated himself."""
    return command not in _OURS and sys.prefix != sys.base_prefix and bool(importlib.util.find_spec("django"))


def _run(command: str, argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if command in _OURS:
        # Imported only now: the set-up of one command must not need what another one installs.
        function = getattr(import_module(f"config.bootstrap.{_OURS[command]}"), command)
        return int(function() if command in _BARE else function(argv[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)
    return 0
