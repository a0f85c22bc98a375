"""What may be done to the register of policy; every row is written here."""

from casework.policy.services.documents import NewClause, date_document, register_document, seed_documents
from casework.policy.services.parameters import (
    AlreadyFromThatDay,
    BelongsToMore,
    NoLongerWaiting,
    OwnProposal,
    chain_of,
    confirm,
    drop,
    propose,
    withdraw,
)

__all__ = [
    "AlreadyFromThatDay",
    "BelongsToMore",
    "NewClause",
    "NoLongerWaiting",
    "OwnProposal",
    "chain_of",
    "confirm",
    "date_document",
    "drop",
    "propose",
    "register_document",
    "seed_documents",
    "withdraw",
]
