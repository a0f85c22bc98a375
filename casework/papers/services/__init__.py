"""What is done with papers: asked for, answered, read, handed in, verified, used again."""
