"""What may be done to the register of policy; every row is written here."""

from casework.policy.services.documents import NewClause, date_document, register_document, seed_documents
from casework.policy.services.files import (
    NothingUploaded,
    announce_file,
    attach_file,
    complete_file,
    files_of,
)
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
    "NothingUploaded",
    "OwnProposal",
    "announce_file",
    "attach_file",
    "chain_of",
    "complete_file",
    "confirm",
    "date_document",
    "drop",
    "files_of",
    "propose",
    "register_document",
    "seed_documents",
    "withdraw",
]
