"""Template filters of the registers."""
