"""What may be done with findings."""

from casework.findings.services.opening import NoFindings, open_rectification

__all__ = ["NoFindings", "open_rectification"]
