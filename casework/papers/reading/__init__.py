"""Reading facts as people type them from a paper, and judging them: pure, no clock."""
