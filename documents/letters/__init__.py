"""Official letters as Word files, laid out to GB/T 9704-2012."""

from documents.letters.content import Annex, Column, Layout, LetterContent, Paragraph, Style, Table
from documents.letters.layouts import render

__all__ = ["Annex", "Column", "Layout", "LetterContent", "Paragraph", "Style", "Table", "render"]
