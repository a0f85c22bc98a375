"""The calendar's pages: a year to read, and changes with their preview and their record."""
