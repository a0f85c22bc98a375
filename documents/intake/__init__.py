"""Checks of files that come from outside. Its modules run in a child process and load no framework."""
