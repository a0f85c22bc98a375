"""One text for one fact: JSON with sorted keys, in UTF-8, without values that machines read differently."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise


class NotRecordable(ValueError):
    """No exact text exists: a naive time, an infinite number, a key that is no text, an unknown type."""


def canonical(value: Mapping[str, Any]) -> str:
    """The text that is stored and hashed. Raises NotRecordable."""
    text = json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    try:
        text.encode()
    except UnicodeEncodeError as broken:
        raise NotRecordable("text with half a surrogate pair") from broken
    return text


def instant(moment: datetime) -> str:
    """An aware time in UTC to the microsecond. Raises NotRecordable for a naive one."""
    if moment.utcoffset() is None:
        raise NotRecordable(f"time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return _finite(value)
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | Promise):
        return str(value)
    raise NotRecordable(f"no exact text for {type(value).__name__}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotRecordable(f"key that is no text: {key!r}")
    return key


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise NotRecordable(f"not a number: {value}")
    return value
