"""A new version that makes more incidents than the one before is stopped by itself (domain.md §2.26 step 9)."""
