"""What a deploy check finds: plain data, so that it may come from another process."""

from dataclasses import dataclass

from lxml import etree

from processes.vocabulary import line_of


@dataclass(frozen=True)
class Problem:
    """``element`` is the id to point at, empty for the whole file; ``name`` what people call it; ``line`` from 1, or 0."""

    path: str
    element: str
    message: str
    line: int = 0
    name: str = ""

    def __str__(self) -> str:
        place = f" 第 {self.line} 行" if self.line else ""
        called = (
            f"“{self.name}”（{self.element}）" if self.name and self.element else self.name or self.element
        )
        return f"{self.path}{place}{f' · {called}' if called else ''}：{self.message}"


def problem_at(path: str, node: etree._Element, message: str) -> Problem:
    """A problem of ``node``, named by itself or by the nearest element around it that has an id."""
    owner: etree._Element | None = node
    while owner is not None and not owner.get("id"):
        owner = owner.getparent()
    named = owner if owner is not None else node
    return Problem(
        path, shortened(named.get("id", "")), message, line_of(node), shortened(named.get("name", ""))
    )


def shortened(text: str, most: int = 80) -> str:
    """A text as it may stand in a sentence: on one line, printable, and not longer than ``most`` characters."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(text[: 4 * most].split()))
    return line if len(line) <= most and len(text) <= 4 * most else f"{line[:most]}…"
