"""Marks what people wrote, and what is stored in Chinese, on a screen in another language."""

import re
from typing import cast

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()

_MARK = 'lang="zh-Hans" translate="no"'
_SIGN = "[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
# From sign to sign over digits and punctuation, not over Latin words or markup.
_RUN = re.compile(f"{_SIGN}(?:[^A-Za-z<>&]*{_SIGN})?")


@register.filter
def content(value: object) -> object:
    """``value`` as it is; on an English screen its Chinese parts say to readers and translators what they are."""
    if value is None or value == "":
        return ""
    if _is_chinese_screen():
        return value
    return mark_safe(_RUN.sub(_marked, conditional_escape(cast(str, value))))  # noqa: S308  escaped the line before


@register.simple_tag
def content_language() -> SafeString:
    """The same for an element that can hold no markup, such as an option: its attributes."""
    return SafeString("" if _is_chinese_screen() else _MARK)


def is_foreign(text: str) -> bool:
    """Whether ``text`` has Chinese in it on a screen in another language: where no markup fits, say so by attributes."""
    return not _is_chinese_screen() and bool(_RUN.search(text))


def _marked(found: re.Match[str]) -> str:
    return f"<span {_MARK}>{found[0]}</span>"


def _is_chinese_screen() -> bool:
    return (get_language() or "zh").startswith("zh")
