"""Short ways to ask for a value."""

from collections.abc import Callable
from typing import Any

import pytest

from processes.feel import parse, to_json

Ask = Callable[..., Any]


@pytest.fixture
def ask() -> Ask:
    """The JSON form of what an expression gives over the named data."""

    def _ask(text: str, **context: Any) -> Any:
        return to_json(parse(text).evaluate(context))

    return _ask
