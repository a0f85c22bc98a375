"""What the editor of a draft is told: names to choose from, and what is wrong with the draft."""
