"""Have a file judged by a child process that may not outlive or outgrow its limits."""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from documents.intake.refusal import Reason
from documents.intake.sentences import CHECK_FAILED, SENTENCES
from documents.kinds import kind_of

PATIENCE = 10.0  # seconds; the child stops itself after five of computing
_ROOT = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """``media_type`` as the bytes show it, or ``refusal``, a Chinese sentence; the other is empty."""

    media_type: str = ""
    refusal: str = ""


def inspect(stream: BinaryIO, *, extension: str) -> Verdict:
    """Judge a file on disk by the kind its extension announces. Whatever ends the child refuses the file."""
    kind = kind_of(extension)
    if kind is None:
        return Verdict(refusal=CHECK_FAILED)
    stream.flush()
    stream.seek(0)
    answer = _run(stream, kind)
    if answer.get("media_type"):
        return Verdict(media_type=answer["media_type"])
    if answer.get("refused"):
        return Verdict(refusal=SENTENCES[Reason(answer["refused"])])
    return Verdict(refusal=CHECK_FAILED)


def _run(stream: BinaryIO, kind: str) -> dict[str, str]:
    child = subprocess.Popen(  # noqa: S603 -- our own module, with an argument from our own list
        [sys.executable, "-m", "documents.intake.check", kind],
        stdin=stream,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        # No password of ours is readable from a parser that a file has taken over.
        env={"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        output, complaint = child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        output, complaint = b"", b"no answer in time"
    finally:
        _end(child)
    try:
        answer: dict[str, str] = json.loads(output)
    except ValueError:
        _log.warning("intake check of %s ended with %s: %s", kind, child.returncode, complaint[-2000:])
        return {}
    return answer


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the whole group, so that nothing a parser started lives on."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
