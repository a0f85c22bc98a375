"""Template tags of the page of figures."""
