"""Everything about one case on one screen, in a constant number of statements."""
