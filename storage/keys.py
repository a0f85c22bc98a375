"""Random keys, spread over two levels of folders."""

import re
import secrets

from storage.contract import InvalidKey

_KEY = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")
LONGEST_KEY = 200


def new_key(prefix: str = "") -> str:
    """A key that nobody can guess and no second call returns, such as ``incoming/3f/a9/3fa9…``."""
    name = secrets.token_hex(20)
    return f"{prefix}{name[:2]}/{name[2:4]}/{name}"


def checked(key: str) -> str:
    """The key itself. Raises InvalidKey, so that no key can leave the folder or address something else."""
    if len(key) > LONGEST_KEY or not _KEY.fullmatch(key):
        raise InvalidKey(key)
    return key
