"""What a deploy check finds: plain data, so that it may come from another process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from processes.vocabulary import line_of


@dataclass(frozen=True)
class Played:
    """One step of a run that shows a problem: ``node`` acts (empty at the start), a token goes over the flows ``passed``;
    afterwards there are tokens on the flows ``tokens`` and in the elements ``inside``.

    ``path`` is the file in which all of them are drawn, empty for that of the problem.
    """

    node: str
    passed: tuple[str, ...]
    tokens: tuple[str, ...]
    inside: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True)
class Problem:
    """``element`` is the id to point at, empty for the whole file; ``name`` what people call it; ``line`` from 1, or 0.

    A ``warning`` stops no deployment. ``run`` shows how it comes about, where that can be shown.
    """

    path: str
    element: str
    message: str
    line: int = 0
    name: str = ""
    warning: bool = False
    run: tuple[Played, ...] = ()

    def __str__(self) -> str:
        place = f" 第 {self.line} 行" if self.line else ""
        called = (
            f"“{self.name}”（{self.element}）" if self.name and self.element else self.name or self.element
        )
        return f"{self.path}{place}{f' · {called}' if called else ''}：{self.message}"


def problem_from(plain: Mapping[str, Any]) -> Problem:
    """The problem that ``dataclasses.asdict`` took apart, also after a way through JSON."""
    steps = tuple(_played(step) for step in plain["run"])
    return Problem(**{**plain, "run": steps})


def _played(plain: Mapping[str, Any]) -> Played:
    passed, tokens, inside = (tuple(plain[part]) for part in ("passed", "tokens", "inside"))
    return Played(plain["node"], passed, tokens, inside, plain["path"])


def problem_at(
    path: str,
    node: etree._Element,
    message: str,
    *,
    warning: bool = False,
    run: tuple[Played, ...] = (),
) -> Problem:
    """A problem of ``node``, named by itself or by the nearest element around it that has an id."""
    owner: etree._Element | None = node
    while owner is not None and not owner.get("id"):
        owner = owner.getparent()
    named = owner if owner is not None else node
    return Problem(
        path,
        shortened(named.get("id", "")),
        message,
        line_of(node),
        shortened(named.get("name", "")),
        warning,
        run,
    )


def shortened(text: str, most: int = 80) -> str:
    """A text as it may stand in a sentence: on one line, printable, and not longer than ``most`` characters."""
    line = "".join(c if c.isprintable() else "�" for c in " ".join(text[: 4 * most].split()))
    return line if len(line) <= most and len(text) <= 4 * most else f"{line[:most]}…"
