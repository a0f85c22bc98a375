"""A vendor that was let into a school, as permits know it."""

from tests.casework.permits.conftest import entry, granted, objects, person, world

__all__ = ["entry", "granted", "objects", "person", "world"]
