"""What a paragraph of a letter may rest on: a clause that is registered, of a document that still holds."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from casework.policy.models import Clause, PolicyDocument
from casework.policy.resolving import Resolved, resolve


def clauses_to_cite(on: date) -> Iterator[tuple[str, str]]:
    """How texts quote each clause of a document that holds on that day, and what the clause says; one statement."""
    documents = _holding(on).exclude(short_name="")
    found = Clause.objects.filter(document__in=documents).order_by("document__short_name", "ordinal")
    for name, place, text in found.values_list("document__short_name", "place", "text"):
        yield f"{name}{place}", text


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
        return f"{gone}已经失效或被代替，请把依据“{said}”换成现行文件的条款"
    return ""


def _holding(on: date) -> QuerySet[PolicyDocument]:
    """In force, or not begun yet, and not replaced by one that is in force."""
    replaced = PolicyDocument.objects.in_force_on(on).exclude(replaces=None).values("replaces")
    return PolicyDocument.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on)).exclude(pk__in=replaced)
