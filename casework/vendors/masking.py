"""What is shown of a person to those who need not know who it is (PIPL; domain.md Appendix C 3)."""


def masked_name(name: str) -> str:
    """``张*``: the first sign, and a star for each other one."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""
