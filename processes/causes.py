"""Why an automatic step failed: a sentence for officers, the technical text apart, and whether time may mend it."""

import errno
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import DecimalException

from django.core.exceptions import (
    MultipleObjectsReturned,
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError

from processes import registry
from processes.feel import FeelFailure

# SQLite's code for a statement that makes no sense, PostgreSQL's class for one that is too much: the step's own fault.
_SQLITE_ERROR, _LIMIT = 1, "54"

LONGEST_SENTENCE = 400
LONGEST_DETAIL = 8_000
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MISSING = {errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG}

_HAN = re.compile(r"[一-鿿]")
_LATIN = re.compile(r"[A-Za-z]")
_TECHNICAL = re.compile(
    r"Errno|Error\b|Exception\b|Traceback|<class |0x[0-9a-f]{4}|://|(?<![\w.])/\w+/|[A-Z]:\\"
)
# What these say is a key, a value or a driver's text, never a sentence.
_NOT_SENTENCES = (KeyError, UnicodeError, DatabaseError, AssertionError, ObjectDoesNotExist)

_AWAY = "文件库或网络暂时连不上"
_UNKNOWN = "系统遇到没有预料到的错误，请管理员查看技术信息"
_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (IntegrityError, "要保存的内容与已有的记录冲突，或者引用了不存在的记录"),
    (DataError, "要保存的内容太长，或者超出数据库允许的范围"),
    (DatabaseError, "数据库没有接受这次读写"),
    (ObjectDoesNotExist, "要用的一条记录找不到"),
    (MultipleObjectsReturned, "本应只有一条的记录有好几条"),
    (PermissionDenied, "没有权限做这一步"),
    (PermissionError, "系统没有读写文件的权限"),
    (TimeoutError, "等了很久没有应答"),
    (OSError, _AWAY),
    (UnicodeError, "有的文字无法识别或保存"),
    (RecursionError, "内容一层套一层太深，处理不了"),
    (MemoryError, "内容太多，内存不够"),
    ((DecimalException, ArithmeticError), "有一个数目算不出来（例如除数是零，或者数目太大）"),
    (LookupError, "缺少要用的一项数据"),
    ((TypeError, ValueError, AttributeError), "有一项数据的类型或取值不对"),
    (AssertionError, "系统内部的检查没有通过"),
)


@dataclass(frozen=True)
class Cause:
    """``transient``: the same step may succeed later without anybody mending anything."""

    sentence: str
    detail: str = ""
    transient: bool = False


def is_database_away(error: BaseException | None) -> bool:
    """Whether the database was away, too slow, or gave way to another transaction: then nobody's step has failed."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    driver = error.__cause__
    if getattr(driver, "sqlite_errorcode", None) == _SQLITE_ERROR:
        return False
    return not str(getattr(driver, "sqlstate", None) or "").startswith(_LIMIT)


def explain(error: Exception) -> Cause:
    """Name an error of whatever kind. Never raises, whatever the error's own text does."""
    transient = any(_is_transient(link) for link in _chain(error))
    return Cause(_sentence(error)[:LONGEST_SENTENCE], _detail(error), transient)


def is_unexplained(error: Exception) -> bool:
    """Whether only the kind of the failure can be told, and no other try will mend it."""
    cause = explain(error)
    return not cause.transient and cause.sentence == _by_kind(error)


def _sentence(error: BaseException) -> str:
    if isinstance(error, BaseExceptionGroup):
        parts = dict.fromkeys(_sentence(part) for part in error.exceptions[:5])
        return "；".join(parts)
    known = registry.trouble_of(error)
    if known is not None:
        return known.sentence
    if isinstance(error, ValidationError):
        return "；".join(m for m in _messages(error) if _reads_well(m)) or "有一项数据不合要求"
    text = _text(error)
    if isinstance(error, FeelFailure) or (not isinstance(error, _NOT_SENTENCES) and _reads_well(text)):
        return text.rstrip("。")
    return _by_kind(error)


def _by_kind(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno in _FULL:
        return "存放文件的地方满了"
    if isinstance(error, OSError) and error.errno in _MISSING:
        return "要用的一个文件找不到"
    return next((sentence for kind, sentence in _KINDS if isinstance(error, kind)), _UNKNOWN)


def _is_transient(error: BaseException) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(any(_is_transient(link) for link in _chain(part)) for part in error.exceptions)
    known = registry.trouble_of(error)
    if known is not None:
        return known.transient
    if isinstance(error, OSError):
        return not isinstance(error, PermissionError) and error.errno not in _MISSING
    return is_database_away(error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was explicitly raised from."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__


def _reads_well(text: str) -> bool:
    """Chinese more than Latin, and nothing in it that only a programmer knows."""
    han = len(_HAN.findall(text))
    return han > 0 and han >= len(_LATIN.findall(text)) and not _TECHNICAL.search(text)


def _messages(error: ValidationError) -> list[str]:
    try:
        return [_printable(str(message)) for message in error.messages]
    except Exception:  # noqa: BLE001 - a message with missing parameters says nothing
        return []


def _text(error: BaseException) -> str:
    try:
        return _printable(str(error))
    except Exception:  # noqa: BLE001 - an error that cannot say what it is
        return ""


def _detail(error: Exception) -> str:
    try:
        text = "".join(traceback.format_exception(error))
    except Exception:  # noqa: BLE001 - tracebacks ask the error for its text as well
        text = type(error).__qualname__
    return _printable(text)[-LONGEST_DETAIL:]


def _printable(text: str) -> str:
    """Without NUL, controls and lone surrogates, which no database keeps."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
