"""What the pages of the register show, gathered by a number of statements that does not grow."""
