"""What may be done to the register of policy; every row is written here."""

from casework.policy.services.documents import seed_documents
from casework.policy.services.parameters import (
    AlreadyFromThatDay,
    NoLongerWaiting,
    OwnProposal,
    chain_of,
    confirm,
    drop,
    propose,
)

__all__ = [
    "AlreadyFromThatDay",
    "NoLongerWaiting",
    "OwnProposal",
    "chain_of",
    "confirm",
    "drop",
    "propose",
    "seed_documents",
]
