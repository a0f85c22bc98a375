"""Specimens: a picture of what a document type looks like, drawn from its declared facts; no picture is kept anywhere."""

from documents.specimens.places import DATE, SIGNATURE, places
from documents.specimens.sheet import picture

__all__ = ["DATE", "SIGNATURE", "picture", "places"]
