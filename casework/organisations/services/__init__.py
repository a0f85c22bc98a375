"""What others may ask of the register, and every way to change it."""

from casework.organisations.queries import holders, memberships_of
from casework.organisations.standing import Holding, Standing, standing_of

__all__ = ["Holding", "Standing", "holders", "memberships_of", "standing_of"]
