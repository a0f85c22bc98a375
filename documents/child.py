"""The life of a child process that reads one file of somebody else: load, be limited, answer one line, leave.

Its modules load no framework. The parent's side is ``confined.py``.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

from confinement import be_limited, be_nobody

# Anonymous memory; with the code it maps the child stays under 256 MB.
MEMORY = 208 * 1024 * 1024
CPU_SECONDS = 2
# No file can be written, and with no descriptor left to be had none can be opened, nor a connection made.
LIMITS = {"DATA": MEMORY, "CPU": CPU_SECONDS, "CORE": 0, "FSIZE": 0, "NOFILE": 0}


def answer(read: Callable[[BinaryIO], Mapping[str, object]]) -> None:
    """Limit this process, print what ``read`` makes of standard input as a line of JSON, and leave.

    Whatever ``read`` needs is imported before: afterwards no module can be opened any more.
    """
    said: Mapping[str, object]
    stream, out = sys.stdin.buffer, sys.stdout.fileno()
    try:
        be_limited(LIMITS)
        be_nobody()
        said = read(stream)
    except BaseException as error:  # noqa: BLE001  whatever it is, the parent is told and this process ends
        said = {"failed": f"{type(error).__name__}: {error}"[:1_000]}
    rest = json.dumps(said).encode() + b"\n"
    while rest:
        rest = rest[os.write(out, rest) :]
    os._exit(0)  # what a parser left to be tidied up could still fail, or wait
