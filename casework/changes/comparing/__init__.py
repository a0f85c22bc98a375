"""Two states of a process side by side, in words and in pictures."""

from casework.changes.comparing.pages import Address, Comparison, Picture, compare
from casework.changes.comparing.wording import glossary

__all__ = ["Address", "Comparison", "Picture", "compare", "glossary"]
