"""Tables as Excel files: written for people to fill in, and read back from whatever they upload."""

from documents.spreadsheets.reading import Cell, Sheet, SheetRefused, read_sheet
from documents.spreadsheets.writing import Column, Kind, put_text, write_table

__all__ = ["Cell", "Column", "Kind", "Sheet", "SheetRefused", "put_text", "read_sheet", "write_table"]
