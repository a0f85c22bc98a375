"""证照材料: the list, one paper, its bytes with a reason where it is sensitive, and its renewal."""
