"""The pages of a guided submission."""
