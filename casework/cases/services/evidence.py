"""Files that come with a message: of the sender, whole, and frozen from now on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from casework.cases.models import Case, HandedFile
from documents.models import DocumentVersion
from documents.services import freeze

MOST_FILES = 200


class NotHandedOver(ValueError):
    """A file cannot go with the message; the message is a Chinese sentence."""


def hand_over_files(*, case: Case, named: Any, sender: Case | None, at: datetime) -> None:
    """Attach the document versions ``named`` (ids, None for none) of ``sender`` to ``case``. Raises NotHandedOver."""
    keys = _keys(named)
    if not keys:
        return
    of_sender = Q(document__holder=sender.pk) | Q(handed_to__case=sender) if sender else Q(pk__in=[])
    found = DocumentVersion.objects.filter(
        of_sender, pk__in=keys, state=DocumentVersion.State.AVAILABLE
    ).distinct()
    versions = {version.pk: version for version in found}
    if len(versions) < len(keys):
        raise NotHandedOver("有随附的佐证材料没有上传完成，或者不属于发起的事项")
    freeze(versions=list(versions.values()), at=at)
    HandedFile.objects.bulk_create(HandedFile(case=case, version=versions[key], handed_at=at) for key in keys)


def _keys(named: Any) -> list[UUID]:
    if named is None:
        return []
    if not isinstance(named, Sequence) or isinstance(named, str) or len(named) > MOST_FILES:
        raise NotHandedOver(f"随附的佐证材料应当是文件的列表，最多 {MOST_FILES} 份")
    try:
        return list(dict.fromkeys(UUID(str(key)) for key in named))
    except ValueError as error:
        raise NotHandedOver("随附的佐证材料里有的不是文件") from error
