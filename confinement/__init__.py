"""What every child that reads hostile input has in common: limits it cannot raise, and a parent that waits no longer.

The children differ on purpose. The one that judges a deployment is forked, since it needs what is registered in this
process; the one that reads uploaded files is a fresh interpreter, so that a parser which a file has taken over finds
no secret of ours in its memory. Neither loads a framework.
"""

from confinement.limits import be_limited, be_nobody
from confinement.waiting import end_group, read_answer

__all__ = ["be_limited", "be_nobody", "end_group", "read_answer"]
