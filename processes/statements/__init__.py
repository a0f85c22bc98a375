"""The few statements that every step or every request repeats: written once by the ORM, kept, and run again with other values.

Writing them anew costs more than running them does. They stay the ORM's: the fields say how values are stored, so that
one description serves every database. All of them run in the caller's transaction.
"""

from processes.statements.reading import Fetch, Rows
from processes.statements.writing import Insert, Update

__all__ = ["Fetch", "Insert", "Rows", "Update"]
