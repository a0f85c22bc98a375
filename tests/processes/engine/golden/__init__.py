"""States of every release, saved at every wait state, and the way from there to the end: each later release must go it."""
