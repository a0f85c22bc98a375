"""Why a file is refused. The names cross from the child process to ours; sentences.py has the words."""

from enum import StrEnum


class Reason(StrEnum):
    NOT_IMAGE = "NOT_IMAGE"
    APPLE_PHOTO = "APPLE_PHOTO"
    IMAGE_TOO_LARGE = "IMAGE_TOO_LARGE"
    IMAGE_BROKEN = "IMAGE_BROKEN"
    IMAGE_CARRIES_FILES = "IMAGE_CARRIES_FILES"
    NOT_PDF = "NOT_PDF"
    PDF_BROKEN = "PDF_BROKEN"
    PDF_ENCRYPTED = "PDF_ENCRYPTED"
    PDF_ACTIVE = "PDF_ACTIVE"
    PDF_CARRIES_FILES = "PDF_CARRIES_FILES"
    PDF_TOO_COMPLEX = "PDF_TOO_COMPLEX"
    NOT_OFFICE = "NOT_OFFICE"
    OFFICE_OLD_OR_LOCKED = "OFFICE_OLD_OR_LOCKED"
    OFFICE_OTHER_KIND = "OFFICE_OTHER_KIND"
    OFFICE_BROKEN = "OFFICE_BROKEN"
    OFFICE_TOO_LARGE = "OFFICE_TOO_LARGE"
    OFFICE_MACROS = "OFFICE_MACROS"
    OFFICE_EXTERNAL = "OFFICE_EXTERNAL"
    OFFICE_CARRIES_FILES = "OFFICE_CARRIES_FILES"
    OFFICE_UNSAFE_XML = "OFFICE_UNSAFE_XML"


class Refused(Exception):
    """The file is not accepted, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
