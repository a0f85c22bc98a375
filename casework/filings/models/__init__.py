from casework.filings.models.deposit import Deposit
from casework.filings.models.filing import Filing
from casework.filings.models.likeness import Likeness

__all__ = ["Deposit", "Filing", "Likeness"]
