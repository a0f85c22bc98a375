"""Organisations, people as posts, the roles that people hold in organisations, and who stands in for whom."""

from casework.organisations.models.delegation import Delegation, Substitution
from casework.organisations.models.membership import Membership
from casework.organisations.models.organisation import Organisation
from casework.organisations.models.person import Person
from casework.organisations.models.recusal import Recusal
from casework.organisations.models.role import Role

__all__ = ["Delegation", "Membership", "Organisation", "Person", "Recusal", "Role", "Substitution"]
