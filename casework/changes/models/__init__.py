from casework.changes.models.change import ChangeSet
from casework.changes.models.published import PublishedVersion

__all__ = ["ChangeSet", "PublishedVersion"]
