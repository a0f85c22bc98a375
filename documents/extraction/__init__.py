"""The text of papers. Its modules run in a child process and load no framework."""
