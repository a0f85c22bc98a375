"""The sentence that explains a deadline, one module for each language."""
