"""Finds translatable messages in sources, without gettext's own tools."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
_CHOICES = {"TextChoices", "IntegerChoices"}
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_QUOTED = r"""(?:"([^"]*)"|'([^']*)')"""
_TRANSLATE = re.compile(r"\{%\s*trans(?:late)?\s+" + _QUOTED + r"(?:[^%]*?\bcontext\s+" + _QUOTED + r")?")
# Also as an argument of another tag or filter: _("…") inside braces.
_INNER = re.compile(r"\b_\(" + _QUOTED + r"\)")
_BLOCK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b([^%]*)%\}(.*?)(?:\{%\s*plural\s*%\}(.*?))?\{%\s*endblocktrans(?:late)?\s*%\}",
    re.S,
)
_VARIABLE = re.compile(r"\{\{\s*([\w.]+)[^}]*\}\}")
_SCRIPT = re.compile(r"\b(?:t|gettext)\(" + _QUOTED)


@dataclass(frozen=True)
class Message:
    """One message and the first place that shows it."""

    text: str
    place: str
    line: int
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


def from_python(path: Path, place: str) -> Iterator[Message]:
    """Arguments of the gettext functions, and labels of choices, which pages translate on showing them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield from _call(node, place)
        elif isinstance(node, ast.ClassDef) and _CHOICES & {_name(base) for base in node.bases}:
            yield from _labels(node, place)


def from_template(path: Path, place: str) -> Iterator[Message]:
    """Contents of translate and blocktranslate tags."""
    source = path.read_text(encoding="utf-8")
    for found in _TRANSLATE.finditer(source):
        text, context = found[1] or found[2] or "", found[3] or found[4]
        yield Message(text, place, _line(source, found), context=context)
    for found in _INNER.finditer(source):
        yield Message(found[1] or found[2] or "", place, _line(source, found))
    for found in _BLOCK.finditer(source):
        trimmed = "trimmed" in found[1].split()
        plural = _body(found[3], trimmed) if found[3] is not None else None
        yield Message(_body(found[2], trimmed), place, _line(source, found), plural=plural)


def from_script(path: Path, place: str) -> Iterator[Message]:
    """Arguments of gettext, and of its short name in our modules."""
    source = path.read_text(encoding="utf-8")
    for found in _SCRIPT.finditer(source):
        yield Message(found[1] or found[2] or "", place, _line(source, found))


def _call(node: ast.Call, place: str) -> Iterator[Message]:
    name, texts = _name(node.func), [_text(argument) for argument in node.args]
    if name in _PLAIN and texts and texts[0]:
        yield Message(texts[0], place, node.lineno)
    elif name in _PLURAL and len(texts) > 1 and texts[0]:
        yield Message(texts[0], place, node.lineno, plural=texts[1])
    elif name in _CONTEXT and len(texts) > 1 and texts[1]:
        yield Message(texts[1], place, node.lineno, context=texts[0])


def _labels(node: ast.ClassDef, place: str) -> Iterator[Message]:
    for statement in node.body:
        value = statement.value if isinstance(statement, ast.Assign) else None
        label = _text(value.elts[-1]) if isinstance(value, ast.Tuple) and value.elts else None
        if label and _CHINESE.search(label):
            yield Message(label, place, statement.lineno)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _body(text: str, trimmed: bool) -> str:
    if trimmed:
        text = " ".join(line.strip() for line in text.splitlines() if line.strip())
    return _VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))


def _line(source: str, found: re.Match[str]) -> int:
    return source.count("\n", 0, found.start()) + 1
