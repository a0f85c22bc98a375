"""Template filters of guided submissions."""
