"""The child process: ``python -m documents.intake.check <kind>`` judges the file on standard input.

It limits itself before it reads a byte, and prints one line of JSON: the media type, or why it refuses.
"""

import json
import resource
import sys
from typing import BinaryIO

from documents.intake.images import check_image
from documents.intake.office import check_office
from documents.intake.pdfs import check_pdf
from documents.intake.refusal import Refused
from documents.kinds import Kind

MEMORY = 256 * 1024 * 1024
CPU_SECONDS = 5


def limit() -> None:
    """No more memory, time or files than an honest document needs; nothing may be written."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def judge(stream: BinaryIO, kind: Kind) -> str:
    """The media type of an acceptable file. Raises Refused."""
    if kind is Kind.IMAGE:
        return check_image(stream)
    if kind is Kind.PDF:
        return check_pdf(stream)
    return check_office(stream, kind)


def main() -> None:
    limit()
    try:
        answer = {"media_type": judge(sys.stdin.buffer, Kind(sys.argv[1]))}
    except Refused as refused:
        answer = {"refused": refused.reason}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
