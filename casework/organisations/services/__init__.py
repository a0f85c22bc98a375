"""What others may ask of the registers, and every way to change them."""

from casework.organisations.queries import holders, memberships_of
from casework.organisations.services.delegations import delegate, withdraw
from casework.organisations.services.memberships import appoint, end_membership
from casework.organisations.services.organisations import create_organisation, edit_organisation
from casework.organisations.services.people import create_person, edit_person, set_password
from casework.organisations.services.recusals import end_recusal, register_recusal
from casework.organisations.standing import Holding, StandIn, Standing, standing_of

__all__ = [
    "Holding",
    "StandIn",
    "Standing",
    "appoint",
    "create_organisation",
    "create_person",
    "delegate",
    "edit_organisation",
    "edit_person",
    "end_membership",
    "end_recusal",
    "holders",
    "memberships_of",
    "register_recusal",
    "set_password",
    "standing_of",
    "withdraw",
]
