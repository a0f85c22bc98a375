"""The matter and the people of the desk's tests."""

from tests.casework.inbox.conftest import browser, desk

__all__ = ["browser", "desk"]
