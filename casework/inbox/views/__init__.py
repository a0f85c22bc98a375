"""Pages of the desk: each view makes one call and shows what came of it."""
