"""From a stored version to proposals."""

import logging
import tempfile

from documents.confined import read_confined
from documents.digest import copy_counting
from documents.kinds import Kind, kind_of
from documents.models import DocumentVersion
from documents.names import extension_of
from documents.reading.names import propose_names
from documents.reading.numbers import propose_amounts, propose_numbers
from documents.reading.periods import propose_dates
from documents.reading.proposal import Proposal
from documents.reading.wording import tidied
from documents.services import VersionNotAvailable, open_version
from storage import ObjectMissing, StoreUnavailable

MOST = 40
_READ = {Kind.PDF, Kind.DOCX}
_log = logging.getLogger(__name__)


def propose(version: DocumentVersion) -> list[Proposal]:
    """What an available PDF or Word file seems to say; empty where it has no text or cannot be read, which never raises.

    Read in the limited child; it takes up to two seconds, so call it outside a transaction.
    """
    return read_proposals(text_of(version))


def read_proposals(text: str) -> list[Proposal]:
    """What a text seems to say: each value of a fact once, where it stands first, kinds of fact in a fixed order."""
    plain = tidied(text)
    found: dict[tuple[str, str], Proposal] = {}
    for read in (propose_numbers, propose_names, propose_dates, propose_amounts):
        for proposal in read(plain):
            found.setdefault((proposal.fact, proposal.value), proposal)
    return list(found.values())[:MOST]


def text_of(version: DocumentVersion) -> str:
    """The text of a PDF or Word file, as far as it could be read; never raises."""
    kind = kind_of(extension_of(version.name))
    if kind not in _READ:
        return ""
    try:
        with tempfile.TemporaryFile() as spool:
            copy_counting(open_version(version), spool)
            answer = read_confined("documents.extraction.extract", kind, stream=spool)
    except (VersionNotAvailable, ObjectMissing, StoreUnavailable):
        _log.info("version %s cannot be read for proposals", version.pk, exc_info=True)
        return ""
    text = answer.get("text", "")
    return text if isinstance(text, str) else ""
