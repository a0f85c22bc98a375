"""Reads definitions in JSON (forms, letters) strictly: what is not declared, or not of its type, is a fault."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from processes.expressions import expression_faults

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
LABEL = 200
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Fault:
    """``field`` is the name of the field or part, empty for the whole file; ``line`` counts from 1, 0 where unknown."""

    field: str
    message: str
    line: int = 0


class Malformed(Exception):
    """The file is not a JSON object that can be read any further."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def read_object(content: bytes, most: int) -> Mapping[str, Any]:
    """The JSON object in ``content`` of at most ``most`` bytes. Raises Malformed."""
    if len(content) > most:
        raise Malformed(f"文件超过 {most // 1024} KB，请拆分。")
    try:
        text = content.decode()
        raw = json.loads(text, object_pairs_hook=_once, parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise Malformed(
            "不是 UTF-8 文字，请用 UTF-8 编码保存。", content.count(b"\n", 0, error.start) + 1
        ) from error
    except json.JSONDecodeError as error:
        raise Malformed(
            f"不是完整的 JSON，请检查第 {error.colno} 个字符附近的引号、逗号和括号。", error.lineno
        ) from error
    except RecursionError as error:
        raise Malformed("括号嵌套得太深。") from error
    except ValueError as error:  # a number of thousands of digits
        raise Malformed("有一个数字太长。") from error
    if not isinstance(raw, dict):
        raise Malformed("最外层应当是一对花括号。", 1)
    return raw


def lines_of_items(content: bytes, name: str) -> list[int]:
    """The line on which each item of the outermost list ``name`` begins; empty where there is no such list."""
    text = content.decode()
    found = re.search(r'"' + re.escape(name) + r'"\s*:\s*\[', text)
    lines: list[int] = []
    place = found.end() if found else len(text)
    decoder = json.JSONDecoder()
    while (item := _BETWEEN.match(text, place)) and item.end() < len(text) and text[item.end()] != "]":
        lines.append(text.count("\n", 0, item.end()) + 1)
        try:
            place = decoder.raw_decode(text, item.end())[1]
        except ValueError:  # the name stood in a text
            break
    return lines


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Malformed(f"“{CONTROLS.sub('', twice)[:40]}”在同一处写了两次。")
    return made


def _refused(constant: str) -> Any:
    raise Malformed(f"{constant} 不是数字。")


class Record:
    """One JSON object under the name ``field``; what is wrong with it is added to ``faults``."""

    def __init__(self, raw: Any, field: str, faults: list[Fault], line: int = 1) -> None:
        self.raw: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
        self.field = field
        self.faults = faults
        self.line = line
        if not isinstance(raw, dict):
            self.fault("应当写成一对花括号")

    def fault(self, message: str) -> None:
        self.faults.append(Fault(self.field, message, self.line))

    def only(self, *names: str) -> None:
        """Everything but ``names`` is a fault: it would be passed over in silence."""
        for name in self.raw.keys() - set(names):
            self.fault(f"不认识的属性 {CONTROLS.sub('', str(name))[:40]}，不会起作用")

    def text(self, name: str, *, most: int = LABEL, required: bool = False) -> str:
        value = self.raw.get(name, "")
        if not isinstance(value, str):
            self.fault(f"{name} 应当是文字")
            return ""
        if required and not value.strip():
            self.fault(f"缺少 {name}")
        if len(value) > most:
            self.fault(f"{name} 有 {len(value)} 个字，最多 {most} 个字")
        if CONTROLS.search(value):
            self.fault(f"{name} 含有看不见的控制字符，请删除")
        return value

    def flag(self, name: str) -> bool:
        value = self.raw.get(name, False)
        if not isinstance(value, bool):
            self.fault(f"{name} 应当是 true 或 false")
        return value is True

    def number(self, name: str, least: int, most: int) -> int:
        value = self.raw.get(name, least)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fault(f"{name} 应当是 {least} 到 {most} 的整数")
            return least
        return value

    def records(self, name: str, most: int) -> list["Record"]:
        return [self.part(item) for item in self.items(name, most)]

    def part(self, raw: Any) -> "Record":
        """Another object on the same line under the same name."""
        return Record(raw, self.field, self.faults, self.line)

    def items(self, name: str, most: int) -> list[Any]:
        value = self.raw.get(name, [])
        if not isinstance(value, list):
            self.fault(f"{name} 应当是列表")
            return []
        if len(value) > most:
            self.fault(f"{name} 有 {len(value)} 项，最多 {most} 项")
        return value[:most]

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of the ``allowed`` words, or empty when it is none of them."""
        value = self.raw.get(name, default)
        known = sorted(allowed)
        if value not in known:
            self.fault(f"{name} “{_shown(value)}” 不存在，可以用：{'、'.join(known)}")
            return ""
        return str(value)

    def feel(self, name: str, functions: Iterable[str] = ()) -> str | None:
        """FEEL text, with or without its ``=``; None when it is not there."""
        if self.raw.get(name) is None:
            return None
        return self.expression(self.text(name, most=4_000), name, functions)

    def expression(self, written: str, name: str, functions: Iterable[str] = ()) -> str:
        for fault in expression_faults(written, functions=functions):
            self.fault(f"{name} 的{fault}")
        return written


def _shown(value: Any) -> str:
    return CONTROLS.sub("", str(value))[:40]
