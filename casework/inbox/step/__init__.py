"""One user task on the screen: its form, its draft, and what comes after it."""
