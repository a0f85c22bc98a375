"""Records a scenario by clicking: every request plays what was recorded so far on the drafts, and leaves no trace."""
