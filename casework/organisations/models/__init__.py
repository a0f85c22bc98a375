"""Organisations, people as posts, and the roles that people hold in organisations."""

from casework.organisations.models.membership import Membership
from casework.organisations.models.organisation import Organisation
from casework.organisations.models.person import Person
from casework.organisations.models.recusal import Recusal
from casework.organisations.models.role import Role

__all__ = ["Membership", "Organisation", "Person", "Recusal", "Role"]
