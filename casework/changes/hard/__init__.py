"""Rules that no editor of diagrams may remove (domain.md §2.3, §2.26): read at every deployment."""
