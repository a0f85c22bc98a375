"""Have a file judged by a child process, and put its judgement into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from documents.confined import read_confined
from documents.intake.refusal import Reason
from documents.intake.sentences import CHECK_FAILED, SENTENCES
from documents.kinds import MEDIA_TYPES, kind_of


@dataclass(frozen=True)
class Verdict:
    """``media_type`` as the bytes show it, or ``refusal``, a Chinese sentence; the other is empty."""

    media_type: str = ""
    refusal: str = ""

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> "Verdict":
        """What the child said, believed no further than our own words: a file may have taken it over."""
        media_type, reason = answer.get("media_type"), answer.get("refused")
        if isinstance(media_type, str) and media_type in MEDIA_TYPES.values():
            return cls(media_type=media_type)
        if isinstance(reason, str) and reason in set(Reason):
            return cls(refusal=SENTENCES[Reason(reason)])
        return cls(refusal=CHECK_FAILED)


def inspect(stream: BinaryIO, *, extension: str) -> Verdict:
    """Judge a file on disk by the kind its extension announces. Whatever ends the child refuses the file."""
    kind = kind_of(extension)
    if kind is None:
        return Verdict(refusal=CHECK_FAILED)
    return Verdict.of(read_confined("documents.intake.check", kind, stream=stream))
