"""The name under which a file is shown; never the name under which it is stored."""

import re
import unicodedata

LONGEST_NAME = 80
_LONGEST_EXTENSION = 10
# Full-width and look-alike slashes turn into path separators in some programs.
_SEPARATORS = re.compile(r"[/\\／＼∕⁄⧵⧸]")
_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_UNFIT = re.compile(r'[<>:"|?*]')
_NAMELESS = "未命名"


def clean_name(raw: str) -> str:
    """The last part of ``raw``: NFC, one line, no control, bidirectional or path characters, at most 80 long.

    The extension survives shortening. Cleaning a clean name changes nothing.
    """
    shown = "".join(" " if c in "\t\r\n" else c for c in raw if c in "\t\r\n" or _shown(c))
    name = unicodedata.normalize("NFC", shown)
    name = _tidy(_UNFIT.sub("_", _SEPARATORS.split(name)[-1]))
    stem, extension = _split(name)
    return _tidy(stem[: LONGEST_NAME - len(extension)]) + extension or _NAMELESS


def extension_of(name: str) -> str:
    """The extension in lower case without its dot, or an empty text."""
    return _split(name)[1][1:].lower()


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in _UNSHOWN


def _tidy(text: str) -> str:
    # Leading dots hide a file; Windows drops trailing dots and spaces.
    return re.sub(r"\s+", " ", text).strip(" .．。")


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not stem or not 0 < len(extension) <= _LONGEST_EXTENSION or " " in extension:
        return name, ""
    return stem, dot + extension
