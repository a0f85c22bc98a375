"""What is done with documents: upload in two phases, filing, freezing, withdrawing, sweeping."""

from documents.services.admission import UploadRefused
from documents.services.completing import ScanPostponed, UploadIncomplete, complete_upload
from documents.services.duplicates import same_bytes
from documents.services.filing import store_bytes
from documents.services.keeping import VersionFrozen, VersionNotAvailable, freeze, open_version, withdraw
from documents.services.renewing import BytesArrived, renew_ticket
from documents.services.sweeping import SweepReport, sweep
from documents.services.uploading import NotPending, WrongDocument, begin_upload, receive
from documents.services.verifying import Damage, filed, orphans, verify

__all__ = [
    "BytesArrived",
    "Damage",
    "NotPending",
    "ScanPostponed",
    "SweepReport",
    "UploadIncomplete",
    "UploadRefused",
    "VersionFrozen",
    "VersionNotAvailable",
    "WrongDocument",
    "begin_upload",
    "complete_upload",
    "filed",
    "freeze",
    "open_version",
    "orphans",
    "receive",
    "renew_ticket",
    "same_bytes",
    "store_bytes",
    "sweep",
    "verify",
    "withdraw",
]
