from casework.changes.models.change import ChangeSet

__all__ = ["ChangeSet"]
