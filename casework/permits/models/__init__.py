"""A vendor's leave to enter one school for a period: what was applied for, the permit, and who teaches when."""

from casework.permits.models.application import Application, Course
from casework.permits.models.permit import Permit, PermitInstructor
from casework.permits.models.session import ScheduledSession
from casework.permits.models.swap import Swap

__all__ = ["Application", "Course", "Permit", "PermitInstructor", "ScheduledSession", "Swap"]
