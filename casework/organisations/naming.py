"""Chinese names as people type them: in pinyin, whole or by first letters."""

from pypinyin import Style, lazy_pinyin

NAMES_LENGTH = 1000


def searchable(*names: str) -> str:
    """Each name whole (``songtaozhongxue``) and by first letters (``stzx``), apart by spaces."""
    spellings = [
        "".join(lazy_pinyin(name, style=style)).lower().replace(" ", "")
        for name in dict.fromkeys(names)
        for style in (Style.NORMAL, Style.FIRST_LETTER)
    ]
    return " ".join(dict.fromkeys(spellings))[:NAMES_LENGTH]
