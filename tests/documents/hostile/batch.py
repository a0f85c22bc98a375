"""A child that judges one file after the other under the limits of the upload, for what comes in hundreds.

``python -m tests.documents.hostile.batch`` reads extension, length and bytes of each, and answers for each of them
media type, reason, or what escaped, with the processor seconds that it took.
"""

import io
import json
import sys
import time
from typing import BinaryIO

from confinement import be_limited
from documents.child import LIMITS
from documents.intake.check import check_of
from documents.intake.refusal import Refused
from documents.kinds import Kind, kind_of

CHECKS = {kind: check_of(kind) for kind in Kind}


def read_all(source: BinaryIO) -> list[list[object]]:
    answers: list[list[object]] = []
    while head := source.readline():
        extension, length = head.decode().split()
        content = io.BytesIO(source.read(int(length)))
        began = time.process_time()
        answers.append([judged(content, extension), time.process_time() - began])
    return answers


def judged(content: BinaryIO, extension: str) -> str:
    kind = kind_of(extension)
    assert kind
    try:
        return CHECKS[kind](content)
    except Refused as refused:
        return refused.reason
    except Exception as error:  # noqa: BLE001  what the test is about
        return f"escaped: {error!r}"


if __name__ == "__main__":
    be_limited({**LIMITS, "CPU": 600})
    json.dump(read_all(sys.stdin.buffer), sys.stdout)
