"""What a step, a field or a paragraph may rest on: a clause that is registered, of a document that still holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, When

from casework.policy.models import Clause, PolicyDocument
from casework.policy.resolving import Resolved, resolve


@dataclass(frozen=True)
class Citable:
    """``value`` is how texts quote the clause; ``ended`` what stands against citing it, empty where it holds."""

    value: str
    text: str
    ended: str = ""


def citable_clauses(on: date) -> Iterator[Citable]:
    """Every clause of a document that has a short name; one statement."""
    holds = When(document__in=_holding(on), then=True)
    found = (
        Clause.objects.exclude(document__short_name="")
        .annotate(holds=Case(holds, default=False, output_field=BooleanField()))
        .select_related("document")
        .order_by("document__short_name", "ordinal")
    )
    for clause in found:
        document = clause.document
        yield Citable(
            f"{document.short_name}{clause.place}", clause.text, "" if clause.holds else _ended(document)
        )


def clauses_to_cite(on: date) -> Iterator[tuple[str, str]]:
    """How texts quote each clause of a document that holds on that day, and what the clause says; one statement."""
    return ((one.value, one.text) for one in citable_clauses(on) if not one.ended)


def with_citations(rows: Sequence[Mapping[str, Any]], on: date) -> list[dict[str, Any]]:
    """Each row with ``cited``, what its ``clause`` quotes, and ``against``, what is wrong with that or nothing."""
    known = citations([text for row in rows if (text := _clause_of(row))], on)
    nothing: tuple[Resolved, str] = (Resolved(), "")
    said = (known.get(_clause_of(row), nothing) for row in rows)
    return [
        {**row, "cited": found.cited, "against": against}
        for row, (found, against) in zip(rows, said, strict=True)
    ]


def citations(texts: Iterable[str], on: date) -> Mapping[str, tuple[Resolved, str]]:
    """What each of ``texts`` quotes, and what is wrong with citing that on that day, empty where nothing is."""
    wanted = list(dict.fromkeys(texts))
    resolved = resolve(wanted)
    holding = set(_holding(on).values_list("pk", flat=True)) if wanted else set()
    return {text: (found, _against(text, found, holding)) for text, found in resolved.items()}


def _against(text: str, found: Resolved, holding: Iterable[object]) -> str:
    said = text[:60]
    if found.missing:
        quote = found.missing[0]
        return f"“{quote.name}”里没有“{quote.place}”这一条，请核对依据“{said}”"
    if not found.cited:
        return f"依据“{said}”不是已登记文件的条款，请写成“文件简称加条款”，例如“实施方案三（二）1”"
    gone = next((one.clause.document for one in found.cited if one.clause.document_id not in holding), None)
    if gone is not None:
        return f"{_ended(gone)}，请把依据“{said}”换成现行文件的条款"
    return ""


def _ended(document: PolicyDocument) -> str:
    return f"{document}已经失效或被代替"


def _clause_of(row: Mapping[str, Any]) -> str:
    return str(row.get("clause") or "")


def _holding(on: date) -> QuerySet[PolicyDocument]:
    """In force, or not begun yet, and not replaced by one that is in force."""
    replaced = PolicyDocument.objects.in_force_on(on).exclude(replaces=None).values("replaces")
    return PolicyDocument.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on)).exclude(pk__in=replaced)
