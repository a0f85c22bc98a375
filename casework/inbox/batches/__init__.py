"""Many matters opened at once: how far each batch is, and what was not opened."""
