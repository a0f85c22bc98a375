"""``manage.py decide FILE.dmn --decision NAME --input JSON``: one decision, written as JSON; needs no database."""

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from processes.decisions import InvalidDecision, decide, namespace_of, write_json
from processes.feel import FeelFailure

MAXIMUM_IMPORTS = 200


class Command(BaseCommand):
    help = "计算 DMN 文件里的一个决策：结果以 JSON 写到标准输出，提示写到标准错误。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", help="DMN 文件")
        parser.add_argument("--decision", help="决策的名称或 id")
        parser.add_argument("--input", default="{}", help="JSON 对象，或 @ 加上存放它的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"] or not options["decision"]:
            raise CommandError(
                "请写明 DMN 文件和决策：manage.py decide 文件.dmn --decision 名称 --input JSON"
            )
        content = _read(options["file"])
        inputs = _inputs(options["input"])
        try:
            value = decide(
                content,
                options["decision"],
                inputs,
                imports=_siblings(Path(options["file"]), content),
                at=timezone.localtime(),
                warn=self._warn,
            )
        except (InvalidDecision, FeelFailure) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(write_json(value))

    def _warn(self, message: str) -> None:
        self.stderr.write(f"提示：{message}", style_func=self.style.WARNING)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"读不到文件“{path}”，请检查路径。") from error


def _siblings(path: Path, content: bytes) -> dict[str, bytes]:
    """The DMN files beside one that imports, by namespace; those that cannot be read are passed over."""
    found: dict[str, bytes] = {}
    if b"import" not in content:
        return found
    for other in sorted([*path.parent.glob("*.dmn"), *path.parent.glob("*/*.dmn")])[:MAXIMUM_IMPORTS]:
        with suppress(InvalidDecision, OSError):
            if other != path:
                sibling = other.read_bytes()
                found.setdefault(namespace_of(sibling), sibling)
    return found


def _inputs(text: str) -> dict[str, Any]:
    source = _read(text[1:]) if text.startswith("@") else text
    try:
        inputs = json.loads(source, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"--input 不是完整的 JSON：{error}") from error
    if not isinstance(inputs, dict):
        raise CommandError('--input 应当是 JSON 对象，例如 {"金额": 100}。')
    return inputs


def _refuse(constant: str) -> None:
    raise ValueError(f"数字 {constant} 不是有限的")
