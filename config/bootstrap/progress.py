"""What the person at the terminal sees: one line a step, with the time it took."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from config.bootstrap.places import LOG, ROOT


class Stopped(Exception):
    """A set-up step cannot go on; the message is a sentence for the person, with what to do."""


class StepFailed(Exception):
    """A program that a step needs ended with an error; ``output`` is the end of what it said."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


def say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print ``title`` and, when the block ends, the seconds it took; on a terminal the seconds run along."""
    started = time.monotonic()
    done = threading.Event()

    def line(end: str) -> None:
        start = "\r" if sys.stdout.isatty() else ""
        print(f"{start}{title} … {time.monotonic() - started:.1f} 秒", end=end, flush=True)

    def tick() -> None:
        while not done.wait(0.5):
            line("")

    ticking = threading.Thread(target=tick, daemon=True)
    if sys.stdout.isatty():
        ticking.start()
    try:
        yield
    finally:
        done.set()
        if ticking.is_alive():
            ticking.join()
        line("\n")


def run(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> None:
    """Run a program quietly; all that it says goes to the log. Raises StepFailed."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    output = done.stdout + done.stderr
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{output}\n")
    if done.returncode:
        raise StepFailed(output[-4000:])
