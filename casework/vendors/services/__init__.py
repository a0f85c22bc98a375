"""What is done with vendors: their profile, and the roster of whom they send."""
