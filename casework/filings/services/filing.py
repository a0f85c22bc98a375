"""Files a snapshot: from then on the database refuses to change it (invariant I-5)."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.audit.canonical import canonical
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.services.numbers import allot
from casework.cases.services.trail import record
from casework.filings.digest import sha256
from casework.filings.models import Filing
from casework.organisations.models import Organisation, Person

_TOKEN_BYTES = 24  # 32 signs, which nobody guesses


def file(
    *,
    case: Case,
    kind: str,
    filer: Organisation,
    snapshot: Mapping[str, Any] | str,
    by: Person | None,
    at: datetime,
    changes: Filing | None = None,
    **particulars: Any,
) -> Filing:
    """Freeze ``snapshot`` under a number ``QSH-BA-2026-000001`` with its hash; ``changes`` is the filing it changes.

    A text is frozen as it is. ``particulars`` are further fields of the filing. Raises NotRecordable for a value that
    has no exact text.
    """
    text = snapshot if isinstance(snapshot, str) else canonical(snapshot)
    with transaction.atomic():
        year = local_date(at).year
        filing = Filing.objects.create(
            number=f"QSH-BA-{year}-{allot(code='QSH-BA', year=year):06d}",
            kind=Filing.Kind(kind),
            case=case,
            filer=filer,
            changes=changes,
            snapshot=text,
            sha256=sha256(text),
            token=secrets.token_urlsafe(_TOKEN_BYTES),
            filed_at=at,
            filed_by=by,
            **particulars,
        )
        payload = {
            "filing": filing.pk,
            "number": filing.number,
            "kind": filing.kind,
            "sha256": filing.sha256,
            "filer": filer.name,
            "changes": changes.number if changes else None,
        }
        record(chain=case.pk, kind="filing.filed", at=at, by=by, payload=payload)
    return filing
