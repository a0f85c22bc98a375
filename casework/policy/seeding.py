"""Plants the first deployment's policy and the documents that it names as its bases: ``catalogue/documents.json``."""

import json
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from casework.policy.declared import CATALOGUE


def plant(*, documents: Any, clauses: Any) -> int:
    """Insert the documents that are missing, with their clauses; the number added. Documents that are there are
    left alone. Takes the managers of the two models, since a migration brings its own."""
    rows = json.loads((CATALOGUE / "documents.json").read_text(encoding="utf-8"))
    known = set(documents.values_list("pk", flat=True))
    missing = [row for row in rows if planted_id(row["key"]) not in known]
    for row in missing:
        document = documents.create(id=planted_id(row["key"]), **_columns(row))
        document.superiors.set([planted_id(key) for key in row.get("superiors", ())])
        clauses.bulk_create(
            clauses.model(document=document, ordinal=ordinal, **clause)
            for ordinal, clause in enumerate(row.get("clauses", ()), 1)
        )
    return len(missing)


def planted_id(key: str) -> UUID:
    """The id of a document of the file, the same in every database."""
    return uuid5(NAMESPACE_OID, f"banjie:policy:{key}")


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("level", "number", "title", "short_name", "issuer")}
