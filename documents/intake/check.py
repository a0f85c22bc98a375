"""The child process: ``python -m documents.intake.check <kind>`` judges the file on standard input.

It prints one line of JSON: the media type, or why it refuses.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO

from documents.child import answer
from documents.intake.refusal import Refused
from documents.kinds import Kind

Check = Callable[[BinaryIO], str]


def check_of(kind: Kind) -> Check:
    """What judges this kind: the media type of an acceptable file, or Refused. Loads what it will need."""
    if kind is Kind.IMAGE:
        from documents.intake.images import check_image

        return check_image
    if kind is Kind.PDF:
        from documents.intake.pdfs import check_pdf

        return check_pdf
    from documents.intake.office import check_office

    return partial(check_office, kind=kind)


def judge(stream: BinaryIO, check: Check) -> Mapping[str, str]:
    try:
        return {"media_type": check(stream)}
    except Refused as refused:
        return {"refused": refused.reason}


if __name__ == "__main__":
    answer(partial(judge, check=check_of(Kind(sys.argv[1]))))
