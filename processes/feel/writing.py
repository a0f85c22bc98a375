"""Values as text, as the function `string` gives them (DMN 10.3.4.1)."""

import re
from decimal import Decimal
from io import StringIO

from processes.feel import limits, temporal
from processes.feel.failures import FeelError
from processes.feel.run import Run
from processes.feel.values import FeelValue, Function, Range
from processes.feel.words import PART

_NAME = re.compile(rf"[{PART}]+(?: [{PART}]+)*")


def write(value: FeelValue, run: Run) -> str:
    """The text of a value; inside lists and contexts, strings are quoted. Raises FeelError beyond 10,000
    characters."""
    out = StringIO()
    _write(value, out, run)
    return out.getvalue()


def _write(value: FeelValue, out: StringIO, run: Run) -> None:
    run.enter(1)
    if isinstance(value, list):
        _write_all("[", [("", item) for item in value], "]", out, run)
    elif isinstance(value, dict):
        _write_all("{", [(f"{_key(key)}: ", item) for key, item in value.items()], "}", out, run)
    elif isinstance(value, Range):
        _write_range(value, out, run)
    else:
        out.write(_scalar(value))
    run.frames -= 1
    if out.tell() > limits.STRING:
        raise FeelError(f"文字超过 {limits.STRING} 个字符。")


def _write_all(
    opening: str, parts: list[tuple[str, FeelValue]], closing: str, out: StringIO, run: Run
) -> None:
    out.write(opening)
    for place, (label, item) in enumerate(parts):
        out.write((", " if place else "") + label)
        _write(item, out, run)
    out.write(closing)


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else _scalar(key)


def _write_range(value: Range, out: StringIO, run: Run) -> None:
    out.write("[" if value.start_included else "(")
    _write(value.start, out, run)
    out.write("..")
    _write(value.end, out, run)
    out.write("]" if value.end_included else ")")


def _scalar(value: FeelValue) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return (
        f"function({', '.join(value.parameters)})" if isinstance(value, Function) else temporal.write(value)
    )


def write_number(value: Decimal) -> str:
    """A number without needless zeros, in full unless that takes more than 40 digits."""
    if value == 0:
        return "0"
    value = value.normalize(limits.NUMBERS)
    return f"{value:f}" if -40 < value.adjusted() < 40 else str(value)
