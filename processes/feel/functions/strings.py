"""String functions (DMN 10.3.4.3); positions count from 1, or from the end below 0."""

from collections.abc import Iterator
from decimal import Decimal

from processes.feel import limits
from processes.feel.failures import FeelError
from processes.feel.functions.registry import builtin
from processes.feel.regex import Pattern, compile_pattern
from processes.feel.run import Run
from processes.feel.values import FeelValue


@builtin("substring", "string: string, start position: number, length: number?")
def _substring(run: Run, text: str, start: Decimal, length: Decimal | None = None) -> FeelValue:
    if not start or abs(start) > len(text) or (length is not None and length < 1):
        return None
    first = int(start) - 1 if start > 0 else len(text) + int(start)
    return text[first:] if length is None else text[first : first + min(int(length), len(text))]


@builtin("string length", "string: string")
def _length(run: Run, text: str) -> FeelValue:
    return Decimal(len(text))


@builtin("upper case", "string: string")
def _upper(run: Run, text: str) -> FeelValue:
    return text.upper()


@builtin("lower case", "string: string")
def _lower(run: Run, text: str) -> FeelValue:
    return text.lower()


@builtin("trim", "string: string")
def _trim(run: Run, text: str) -> FeelValue:
    return text.strip()


@builtin("substring before", "string: string, match: string")
def _before(run: Run, text: str, match: str) -> FeelValue:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@builtin("substring after", "string: string, match: string")
def _after(run: Run, text: str, match: str) -> FeelValue:
    return text.partition(match)[2] if match else text


@builtin("contains", "string: string, match: string")
def _contains(run: Run, text: str, match: str) -> FeelValue:
    return match in text


@builtin("starts with", "string: string, match: string")
def _starts(run: Run, text: str, match: str) -> FeelValue:
    return text.startswith(match)


@builtin("ends with", "string: string, match: string")
def _ends(run: Run, text: str, match: str) -> FeelValue:
    return text.endswith(match)


@builtin("string join", "list: list, delimiter: string|Null?")
def _join(run: Run, items: list[FeelValue], delimiter: str | None = None) -> FeelValue:
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        return None
    delimiter = delimiter or ""
    if sum(map(len, texts)) + len(delimiter) * max(len(texts) - 1, 0) > limits.STRING:
        raise FeelError(f"文字超过 {limits.STRING} 个字符。")
    return delimiter.join(texts)


@builtin("matches", "input: string, pattern: string, flags: string|Null?")
def _matches(run: Run, text: str, pattern: str, flags: str | None = None) -> FeelValue:
    compiled = compile_pattern(pattern, flags or "")
    return compiled.search(text, 0, run) is not None if compiled else None


@builtin("replace", "input: string, pattern: string, replacement: string, flags: string|Null?")
def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> FeelValue:
    compiled = compile_pattern(pattern, flags or "")
    if compiled is None or compiled.search("", 0, run) is not None:
        return None  # XPath refuses patterns that match nothing at all
    template = [replacement] if "q" in (flags or "") else _template(replacement, compiled.groups)
    if template is None:
        return None
    out: list[str] = []
    end = size = 0
    for spans in _finds(compiled, text, run):
        pieces = [text[end : spans[0]], *(_filled(part, spans, text) for part in template)]
        size += sum(map(len, pieces))
        if size > limits.STRING:
            raise FeelError(f"文字超过 {limits.STRING} 个字符。")
        out += pieces
        end = spans[1]
    return "".join(out) + text[end:]


@builtin("split", "string: string, delimiter: string")
def _split(run: Run, text: str, delimiter: str) -> FeelValue:
    compiled = compile_pattern(delimiter, "")
    if compiled is None or compiled.search("", 0, run) is not None:
        return None
    parts, end = [], 0
    for spans in _finds(compiled, text, run):
        parts.append(text[end : spans[0]])
        end = spans[1]
    return [*parts, text[end:]]


def _finds(pattern: Pattern, text: str, run: Run) -> Iterator[list[int]]:
    position = 0
    while (spans := pattern.search(text, position, run)) is not None:
        yield spans
        position = spans[1]


def _template(replacement: str, groups: int) -> list[str | int] | None:
    """Text and group numbers of an XPath replacement, or None when it is malformed."""
    parts: list[str | int] = []
    index = 0
    while index < len(replacement):
        char = replacement[index]
        following = replacement[index + 1 : index + 2]
        if char == "\\":
            if following not in ("\\", "$") or not following:
                return None
            parts.append(following)
            index += 2
        elif char == "$":
            if following not in "0123456789" or not following:
                return None
            number = int(following)
            index += 2
            # $12 is group 12 when there are as many, else group 1 and the digit 2.
            while (digit := replacement[index : index + 1]).isdigit() and number * 10 + int(digit) <= groups:
                number = number * 10 + int(digit)
                index += 1
            parts.append(number)
        else:
            parts.append(char)
            index += 1
    return parts


def _filled(part: str | int, spans: list[int], text: str) -> str:
    if isinstance(part, str):
        return part
    start, end = (spans[2 * part], spans[2 * part + 1]) if 2 * part + 1 < len(spans) else (-1, -1)
    return text[start:end] if start >= 0 <= end else ""
