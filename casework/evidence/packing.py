"""Writes the evidence pack (一案一档): one zip that can be checked without this system."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from casework.audit.canonical import canonical
from casework.audit.kinds import sentence
from casework.audit.models import Event
from casework.audit.services import record
from casework.cases.models import Case
from casework.evidence import records
from casework.evidence.contents import Item, items
from casework.organisations.models import Person
from documents.services import open_version

CHECKER = Path(__file__).parent / "offline" / "check.py"
# Kinds of events that name a file by its hash; the checker knows the same.
ARRIVALS = ("document.uploaded", "paper.uploaded")
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Pack:
    """``file`` is open at its beginning; ``fingerprint`` is the SHA-256 of its list, to be noted elsewhere."""

    file: IO[bytes]
    name: str
    fingerprint: str


def pack(*, case: Case, by: Person, at: datetime) -> Pack:
    """Write the pack to a temporary file, never whole in memory, and record the export in the case's chain.

    Raises ObjectMissing, StoreUnavailable.
    """
    events = list(Event.objects.filter(chain=case.pk).order_by("seq"))
    found = items(case)
    spool: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  handed to the caller open
    with ZipFile(spool, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        writer = _Writer(archive, case.number, at)
        for item in (i for i in found if not i.is_left_out):
            writer.document(item)
        writer.text("记录/事件链.jsonl", records.chain_lines(events))
        writer.text("记录/提交.jsonl", records.submissions(case))
        writer.text("记录/判定.jsonl", records.decisions(case))
        writer.text("check.py", CHECKER.read_bytes())
        writer.text("目录.html", _index(case, found, events, by, at))
        listing = canonical(
            _listing(case, found, events, writer.written, exported_by=str(by), exported_at=at)
        ).encode()
        writer.text("清单.json", listing)
    spool.seek(0)
    fingerprint = hashlib.sha256(listing).hexdigest()
    payload = {"fingerprint": fingerprint, "files": len(writer.written)}
    record(chain=case.pk, kind="case.exported", at=at, by=by, payload=payload)
    return Pack(spool, f"{case.number}.zip", fingerprint)


class _Writer:
    """Adds files under the folder of the case and notes what was written."""

    def __init__(self, archive: ZipFile, folder: str, at: datetime) -> None:
        self.archive, self.folder = archive, folder
        self.stamp = at.timetuple()[:6]
        self.written: list[dict[str, Any]] = []

    def text(self, path: str, content: bytes) -> None:
        self.archive.writestr(self._info(path, ZIP_DEFLATED), content)
        sha256 = hashlib.sha256(content).hexdigest()
        self.written.append({"path": path, "size": len(content), "sha256": sha256})

    def document(self, item: Item) -> None:
        """The fingerprint in the list is that of the register: bytes that differ from it are found by the check."""
        version = item.version
        info = self._info(item.path, ZIP_STORED)
        info.file_size = version.size or 0
        with open_version(version) as source, self.archive.open(info, "w") as target:
            shutil.copyfileobj(source, target, _CHUNK)
        self.written.append({"path": item.path, "size": version.size, "sha256": version.sha256})

    def _info(self, path: str, method: int) -> ZipInfo:
        info = ZipInfo(f"{self.folder}/{path}", self.stamp)
        info.compress_type = method
        info.external_attr = 0o644 << 16
        return info


def _listing(
    case: Case, found: list[Item], events: list[Event], written: list[dict[str, Any]], **export: Any
) -> dict[str, Any]:
    arrived = {event.payload.get("sha256") for event in events if event.kind in ARRIVALS}
    return {
        "case": {"number": case.number, "title": case.title, "id": case.pk},
        **export,
        "files": written,
        # Which of them the chain saw arrive: their fingerprints stand in it as well.
        "documents": [{**item.listed(), "recorded": item.version.sha256 in arrived} for item in found],
        "left_out": [item.path for item in found if item.is_left_out],
        "chain": {
            "id": case.pk,
            "length": len(events),
            "digest": events[-1].digest if events else "",
        },
    }


def _index(case: Case, found: list[Item], events: list[Event], by: Person, at: datetime) -> bytes:
    context = {
        "case": case,
        "items": found,
        "events": [(event, sentence(event, "zh")) for event in events],
        "by": by,
        "at": at,
    }
    return render_to_string("evidence/index.html", context).encode()
