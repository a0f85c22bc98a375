"""Dates, deadlines and people in words, in the language of the screen."""
