"""How long a phone may keep the page of a step for a time without a network."""

from datetime import timedelta

from casework.inbox.step.loading import Step

# A visit that took longer, and the way back to a network.
AFTERWARDS = timedelta(days=3)


def may_be_kept(step: Step) -> int:
    """Seconds from now: until the step is due, or from today where it is due already or never, and a few days."""
    now = step.viewer.now
    due = step.task.due_at
    return int((max(due, now) + AFTERWARDS - now if due else AFTERWARDS).total_seconds())
