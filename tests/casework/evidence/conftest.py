"""The people and the matter of the inbox's tests."""

from tests.casework.inbox.conftest import browser, desk

__all__ = ["browser", "desk"]
