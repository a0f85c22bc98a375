"""What is done as papers, permits and entries run out."""

from casework.expiry.services.running import handle, run, subjects_to_watch

__all__ = ["handle", "run", "subjects_to_watch"]
