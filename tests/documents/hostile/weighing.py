"""Judging bytes in the child that judges uploads, with what it cost."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from documents.kinds import kind_of

MEGABYTE = 1024 * 1024
_ROOT = Path(__file__).resolve().parents[3]
# A child counts the memory of whoever forked it as its own: so a small process does, and not the one that runs tests.
_LAUNCHER = """
import os, sys
child = os.fork()
if child == 0:
    os.execv(sys.executable, [sys.executable, "-m", *sys.argv[1:]])
_, _, used = os.wait4(child, 0)
sys.stderr.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss * 1024}")
"""


@dataclass(frozen=True)
class Weighed:
    """What the child answered, empty when it was ended; processor seconds and bytes that it took."""

    answer: dict[str, str]
    seconds: float
    peak: int

    @property
    def said(self) -> str:
        return self.answer.get("refused") or self.answer.get("media_type", "")


def weigh(content: bytes, extension: str, module: str = "documents.intake.check") -> Weighed:
    """One file in one child."""
    output, seconds, peak = _run(content, module, kind_of(extension) or "")
    answer = json.loads(output) if output.endswith(b"}\n") else {}
    return Weighed({} if "failed" in answer else answer, seconds, peak)


def weigh_many(files: Iterable[tuple[bytes, str]]) -> tuple[list[tuple[str, float]], int]:
    """Many files in one child: what was said of each and its seconds; the bytes that all of it took at most."""
    content = b"".join(b"%s %d\n%s" % (extension.encode(), len(data), data) for data, extension in files)
    output, _, peak = _run(content, "tests.documents.hostile.batch")
    return [(said, seconds) for said, seconds in json.loads(output)], peak


def _run(content: bytes, *arguments: str) -> tuple[bytes, float, int]:
    with tempfile.TemporaryFile() as stream:
        stream.write(content)
        stream.flush()
        stream.seek(0)
        done = subprocess.run(
            [sys.executable, "-S", "-E", "-c", _LAUNCHER, *arguments],
            stdin=stream,
            capture_output=True,
            cwd=_ROOT,
            check=True,
            env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
    seconds, peak = done.stderr.split()[-2:]
    return done.stdout, float(seconds), int(peak)
