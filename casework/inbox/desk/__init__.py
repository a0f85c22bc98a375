"""The inbox: what waits for me, what I have done, what I have started."""
