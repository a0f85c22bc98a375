"""Papers of the vendors (the rows; no bytes): some end in the next two months, a few have ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from casework.cases.clock import local_date
from casework.demo.district.inserting import ROWS
from casework.demo.district.places import Place
from casework.organisations.models import Person
from casework.papers.models import Paper
from documents.catalogue import document_type
from documents.models import Document

_TYPES = ("DT-212", "DT-216", "DT-215", "DT-214", "DT-217", "DT-219")
_SOON = 0.15


def hold(vendors: Sequence[Place], *, at: datetime, random: Random, verifier: Person) -> int:
    """Six papers a vendor, verified four months ago; the number of papers."""
    today, handed_in = local_date(at), at - timedelta(days=120)
    papers, documents = [], []
    for vendor in vendors:
        owner = vendor.organisation
        for code in _TYPES:
            left = random.randint(-5, 60) if random.random() < _SOON else random.randint(90, 700)
            document = Document(
                id=_key(random),
                holder=owner.pk,
                type_code=code,
                title=document_type(code).zh,
                created_at=handed_in,
            )
            documents.append(document)
            papers.append(Paper(
                id=_key(random), subject=owner, type_code=code, document=document, number=f"证字第{owner.code}号",
                holder=owner.name, issuer="发证机关（演示）", issued_on=today - timedelta(days=300),
                valid_from=today - timedelta(days=300), valid_to=today + timedelta(days=left),
                state=Paper.State.VALID if left >= 0 else Paper.State.EXPIRED, verified_at=handed_in,
                verified_by=verifier, method=Paper.Method.ORIGINAL, created_at=handed_in,
            ))  # fmt: skip
    Document.objects.bulk_create(documents, ROWS)
    Paper.objects.bulk_create(papers, ROWS)
    return len(papers)


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
