"""What is done with entries of the library."""
