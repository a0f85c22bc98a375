"""Two states of a letter: its lines, and its paragraphs in order."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from typing import Any

from processes.differences.reading import object_of, records, said
from processes.differences.values import Difference, Glossary, Kind, Noun, came_or_went

_LINES = {
    "title": "标题", "layout": "版式", "code": "机关代字", "issuer": "发文单位", "addressee": "主送", "signer": "签发人",
    "copies": "抄送", "contact": "联系人", "recipients": "送达的单位", "clause": "依据",
    "verification": "查验说明", "verification_code": "二维码指向的地址",
}  # fmt: skip
_LISTS = {"paragraphs": "正文", "attachments": "附件", "reply_slip": "回执"}


def letter_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    one, other = object_of(old, path), object_of(new, path)
    name = str((other or one or {}).get("title") or PurePosixPath(path).stem)
    if one is None or other is None:
        kind, word = came_or_went(one)
        yield Difference(kind, Noun.LETTER, path, f"{word}了文书“{name}”", name=name)
        return
    for key in dict.fromkeys([*_LINES, *one, *other]):
        if key not in _LISTS and one.get(key) != other.get(key):
            was, now = said(one.get(key)), said(other.get(key))
            sentence = f"文书“{name}”的{_LINES.get(key, '其他设置')}由“{was}”改为“{now}”"
            yield Difference(Kind.CHANGED, Noun.LETTER, path, sentence, "", "", name, was, now)
    for key, label in _LISTS.items():
        yield from _paragraphs(path, name, label, _texts(one, key), _texts(other, key))


def _paragraphs(
    path: str, name: str, label: str, before: list["_Part"], after: list["_Part"]
) -> Iterator[Difference]:
    matched = SequenceMatcher(None, [p.whole for p in before], [p.whole for p in after], autojunk=False)
    for tag, i, j, k, m in matched.get_opcodes():
        was, now = ("；".join(part.words for part in parts) for parts in (before[i:j], after[k:m]))
        if tag == "equal":
            continue
        told = f"的“{now}”改了设置" if was == now else f"由“{was}”改为“{now}”"
        sentence = {
            "insert": f"文书“{name}”的{label}增加了：“{now}”",
            "delete": f"文书“{name}”的{label}删去了：“{was}”",
            "replace": f"文书“{name}”的{label}{told}",
        }[tag]
        yield Difference(Kind.CHANGED, Noun.LETTER, path, sentence, "", "", name, was, now)


@dataclass(frozen=True)
class _Part:
    """``words`` are for people, ``whole`` is everything that is set."""

    words: str
    whole: str


def _texts(letter: Mapping[str, Any], key: str) -> list[_Part]:
    return [
        _Part(_words(part), json.dumps(part, ensure_ascii=False, sort_keys=True))
        for part in records(letter, key)
    ]


def _words(part: Mapping[str, Any]) -> str:
    """A paragraph as it reads, or a table by its caption and columns; and when it is there."""
    table = part.get("table")
    if isinstance(table, Mapping):
        columns = "、".join(said(column.get("label")) for column in records(table, "columns"))
        words = f"表格{said(table.get('caption') or '')}（{columns}）"
    else:
        words = str(part.get("text") or "一段")
    if clause := str(part.get("clause") or ""):
        words = f"{words}（依据“{clause}”）"
    when = str(part.get("when") or "").removeprefix("=").strip()
    return f"{words}（当“{when}”时）" if when else words
