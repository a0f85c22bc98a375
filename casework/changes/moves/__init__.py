"""Running cases on their way to a version that a change published: examined, moved, put back."""
