"""What may become engine data: JSON values that every database keeps and the engine's library reads back unchanged."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

DEPTH = 50
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
# The library reads a dictionary with this key as an object of its own, and cannot load the state ever again.
_RESERVED = "typename"


class UnfitData(ValueError):
    """Data that would be changed by being kept, or would make a state unreadable; the message names the key."""


def check_data(data: Mapping[str, Any]) -> None:
    """See that ``data`` can be kept as engine data. Raises UnfitData."""
    _check(dict(data), "", DEPTH)


def size_of(value: Any) -> int:
    """Bytes that JSON values take."""
    return len(json.dumps(value, ensure_ascii=False).encode())


def _check(value: Any, key: str, depth: int) -> None:
    if depth < 0:
        raise UnfitData(f"数据“{key}”嵌套过深。")
    if isinstance(value, Mapping):
        for name, item in value.items():
            if not isinstance(name, str) or name == _RESERVED or _UNKEPT.search(name):
                raise UnfitData(f"数据里不能有名为“{_UNKEPT.sub('', str(name))[:40]}”的键。")
            _check(item, name, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, key, depth - 1)
    elif isinstance(value, str):
        if _UNKEPT.search(value):
            raise UnfitData(f"数据“{key}”含有数据库不能保存的字符。")
    elif isinstance(value, float) and not math.isfinite(value):
        raise UnfitData(f"数据“{key}”不是有限的数。")
    elif value is not None and not isinstance(value, bool | int | float):
        raise UnfitData(f"数据“{key}”的类型 {type(value).__name__} 不能保存。")
