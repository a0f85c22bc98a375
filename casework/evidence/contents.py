"""What belongs into the evidence pack of a case: every version of every document, letters, proofs and papers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.inbox.wording.people import person_text
from documents.models import DocumentVersion

FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Item:
    """One file of the pack under ``path``; of a sensitive one only its fingerprint goes along."""

    path: str
    folder: str
    version: DocumentVersion

    @property
    def is_left_out(self) -> bool:
        return self.version.document.type.is_sensitive

    def listed(self) -> dict[str, object]:
        version = self.version
        return {
            "path": self.path,
            "folder": self.folder,
            "title": version.document.title,
            "type": version.document.type.zh,
            "name": version.name,
            "version": version.number,
            "size": version.size,
            "sha256": version.sha256,
            "by": person_text(version.uploaded_by),
            "at": version.available_at,
        }


def items(case: Case) -> list[Item]:
    """In order of folder, type, document and version; a path names each once."""
    letters = versions_of(case).filter(letter__case=case)
    handed = versions_of(case).filter(handed_to__case=case)
    others = versions_of(case).exclude(pk__in=letters.values("pk")).exclude(pk__in=handed.values("pk"))
    return [*_placed("文书", letters), *_placed("材料", others), *_placed("随案移交", handed)]


def versions_of(case: Case) -> QuerySet[DocumentVersion]:
    """Filed in the case, proof of a repair, a letter of it, a paper that it asked for, or what came when it was opened."""
    wanted = (
        Q(document__filing__case=case)
        | Q(evidence__finding__case=case)
        | Q(letter__case=case)
        | Q(document__paper__requirements__case=case)
        | Q(handed_to__case=case)
    )
    found = DocumentVersion.objects.filter(wanted, state=DocumentVersion.State.AVAILABLE)
    ordered = found.select_related("document", "uploaded_by").order_by(
        "document__type_code", "document__created_at", "document_id", "number"
    )
    return ordered.distinct()


def _placed(folder: str, versions: QuerySet[DocumentVersion]) -> Iterator[Item]:
    for ordinal, version in enumerate(versions, 1):
        name = FORBIDDEN.sub("_", version.name)
        yield Item(
            f"{folder}/{ordinal:03d}_{version.document.type_code}_v{version.number}_{name}", folder, version
        )
