"""What is done as papers, permits and entries run out."""

from casework.expiry.services.running import handle, pieces_to_watch, run, subjects_to_watch

__all__ = ["handle", "pieces_to_watch", "run", "subjects_to_watch"]
