"""Who comes from outside to teach: organisations, training units, individuals, and the people they send."""

from casework.vendors.models.category import Category
from casework.vendors.models.instructor import Instructor
from casework.vendors.models.profile import VendorProfile

__all__ = ["Category", "Instructor", "VendorProfile"]
