"""Where the tokens of a loaded instance may be moved by hand, so that it can still end properly; and moving them.

A move takes tokens that one way led to and puts one in their place, in the same process or embedded sub-process. It is
legal when the soundness net, begun where the tokens are afterwards, comes to its end whatever is decided: moving one of
two parallel branches neither loses nor doubles the other.
"""

from processes.engine.rerouting.carrying_out import reroute, round_trip
from processes.engine.rerouting.legal import legal_moves
from processes.engine.rerouting.moves import IllegalMove, Move, Option, Way

__all__ = ["IllegalMove", "Move", "Option", "Way", "legal_moves", "reroute", "round_trip"]
