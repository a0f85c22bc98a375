"""A whole district with a year of cases (domain.md §6.4), made by copying cases that were played through the services."""
