"""What may be done with findings."""

from casework.findings.services.opening import NoFindings, NotOpened, open_rectification

__all__ = ["NoFindings", "NotOpened", "open_rectification"]
