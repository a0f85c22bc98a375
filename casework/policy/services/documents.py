"""Documents enter the register with all their clauses, and stay as they were entered."""

from casework.policy.models import Clause, PolicyDocument
from casework.policy.seeding import plant


def seed_documents() -> int:
    """Plant the documents of the first deployment that are missing; safe to repeat. Returns the number added."""
    return plant(documents=PolicyDocument.objects, clauses=Clause.objects)
