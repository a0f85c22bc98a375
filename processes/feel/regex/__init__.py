"""Regular expressions of XPath (as FEEL prescribes) on our own machine: its work is bounded, whatever the
pattern."""

from processes.feel.regex.pattern import Pattern, compile_pattern

__all__ = ["Pattern", "compile_pattern"]
