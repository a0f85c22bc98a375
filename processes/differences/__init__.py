"""What is different between two bundles, in words: diagrams, decision tables, forms, letters and scenarios."""

from processes.differences.bundles import differences
from processes.differences.values import Difference, Glossary, Kind, Noun

__all__ = ["Difference", "Glossary", "Kind", "Noun", "differences"]
