"""Which command does what, and what must stand before it."""

import importlib.util
import os
import sys

from config.bootstrap import environment
from config.bootstrap.places import in_environment
from config.bootstrap.progress import Stopped, say

_OURS = {"demo", "test", "lint", "messages", "work"}
_NEEDS_EVERYTHING = {"test", "lint"}


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
    if command == "demo":
        from config.bootstrap.demo import demo

        return demo(argv[2:])
    if command == "test":
        from config.bootstrap.suite import test

        return test(argv[2:])
    if command == "lint":
        from config.bootstrap.lint import lint

        return lint()
    if command == "messages":
        from config.bootstrap.messages import messages

        return messages(argv[2:])
    if command == "work":
        from config.bootstrap.work import work

        return work()
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)
    return 0
