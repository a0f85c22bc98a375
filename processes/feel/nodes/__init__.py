"""The nodes of a parsed expression: frozen, shared between threads, each able to evaluate itself in a
scope."""
