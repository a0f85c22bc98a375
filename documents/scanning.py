"""A virus scanner, asked over its socket where one is configured (clamd, command INSTREAM; clamd(8))."""

import logging
import select
import socket
import struct
from typing import BinaryIO

from django.conf import settings

from documents.intake.sentences import INFECTED, TOO_LARGE_TO_SCAN

CONNECT, ANSWER = 3.0, 30.0  # seconds on the clock
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096
_LIMITED = ("size limit exceeded", "Limits.Exceeded")
_log = logging.getLogger(__name__)


class ScannerAway(Exception):
    """A scanner is configured, but has not said what it thinks of the file; it may later."""


def scan(stream: BinaryIO) -> str:
    """A Chinese sentence that refuses the file, or an empty text where it is clean or nobody is to be asked.

    What the scanner cannot look at as a whole counts as refused. Raises ScannerAway.
    """
    if not settings.CLAMD:
        return ""
    stream.seek(0)
    said = _ask(stream, settings.CLAMD)
    if said.endswith(" OK"):
        return ""
    _log.warning("the scanner says: %s", said)
    if any(limit in said for limit in _LIMITED):
        return TOO_LARGE_TO_SCAN
    if said.endswith(" FOUND"):
        return INFECTED
    raise ScannerAway(said or "no answer")


def version() -> str:
    """What the scanner says of itself: program, number and date of its signatures. Raises ScannerAway."""
    return _ask(None, settings.CLAMD)


def _ask(stream: BinaryIO | None, address: str) -> str:
    try:
        with _connected(address) as line:
            if stream is None:
                line.sendall(b"zVERSION\0")
            else:
                _send(line, stream)
            return _heard(line)
    except (OSError, ValueError) as error:
        raise ScannerAway(f"{address}: {error}") from error


def _connected(address: str) -> socket.socket:
    """``host:port`` or the path of a socket."""
    if "/" in address:
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(ANSWER)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    line = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT)
    line.settimeout(ANSWER)
    return line


def _send(line: socket.socket, stream: BinaryIO) -> None:
    """It may answer before all is sent, and hang up: then what it said is still to be heard."""
    try:
        line.sendall(b"zINSTREAM\0")
        while chunk := stream.read(_CHUNK):
            if select.select([line], [], [], 0)[0]:
                return
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return


def _heard(line: socket.socket) -> str:
    said = b""
    while len(said) < _LONGEST_ANSWER and not said.endswith(b"\0"):
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        said += part
    # An answer without its end is half an answer, and half of "… FOUND" must not pass for anything.
    return said[:-1].decode("utf-8", "replace").strip() if said.endswith(b"\0") else ""
