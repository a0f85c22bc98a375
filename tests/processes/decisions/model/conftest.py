"""Writes whole DMN models for tests from short lines, and evaluates them."""

from collections.abc import Callable
from html import escape
from typing import Any

import pytest

from processes.decisions import decide

from ..conftest import dmn

Decide = Callable[..., Any]


def literal(text: str) -> str:
    """A boxed literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(name: str, logic: str, *, needs: str = "", of: str = "") -> str:
    """A decision whose id is its name without spaces. `needs` are ids with a mark: `?input !decision $function`;
    `logic` is XML or FEEL; `of` the type of its variable."""
    kind = f' typeRef="{of}"' if of else ""
    body = logic if logic.startswith("<") else literal(logic)
    return (
        f'<decision id="{name.replace(" ", "")}" name="{name}"><variable name="{name}"{kind}/>'
        f"{''.join(map(_requirement, needs.split()))}{body}</decision>"
    )


def _requirement(need: str) -> str:
    outer, inner = {
        "?": ("informationRequirement", "requiredInput"),
        "!": ("informationRequirement", "requiredDecision"),
        "$": ("knowledgeRequirement", "requiredKnowledge"),
    }[need[0]]
    href = need[1:] if "#" in need else f"#{need[1:]}"
    return f'<{outer}><{inner} href="{href}"/></{outer}>'


def data(name: str, of: str = "") -> str:
    """Input data whose id is its name without spaces."""
    kind = f' typeRef="{of}"' if of else ""
    return (
        f'<inputData id="{name.replace(" ", "")}" name="{name}"><variable name="{name}"{kind}/></inputData>'
    )


def function(parameters: str, body: str, *, of: str = "", kind: str = "FEEL") -> str:
    """What stands in a function definition: parameters such as `a: number, b`, then XML or FEEL."""
    names = [part.strip().partition(":") for part in parameters.split(",") if part.strip()]
    formal = "".join(
        f'<formalParameter name="{name.strip()}"' + (f' typeRef="{type_.strip()}"' if type_ else "") + "/>"
        for name, _, type_ in names
    )
    returned = f' typeRef="{of}"' if of else ""
    return f'kind="{kind}"{returned}>{formal}{body if body.startswith("<") else literal(body)}'


def knowledge(
    name: str, parameters: str, body: str, *, needs: str = "", of: str = "", kind: str = "FEEL"
) -> str:
    """A business knowledge model."""
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic {function(parameters, body, of=of, kind=kind)}</encapsulatedLogic>"
        f"{''.join(map(_requirement, needs.split()))}</businessKnowledgeModel>"
    )


@pytest.fixture
def ask() -> Decide:
    """The value of a decision (by default `D`) of a model, and the warnings when `warnings` is a list."""

    def _ask(
        body: str, inputs: Any = None, *, name: str = "D", warnings: list[str] | None = None, **more: Any
    ) -> Any:
        heard: list[str] = [] if warnings is None else warnings
        return decide(dmn(body), name, inputs or {}, warn=heard.append, **more)

    return _ask
