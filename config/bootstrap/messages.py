"""`manage.py messages`: collects what is shown to people, and says what still lacks English.

Chinese is the msgid. `locale/en` holds the English; `locale/zh_Hans` only what others wrote in English.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from config.bootstrap.extract import Message, from_python, from_script, from_template
from config.bootstrap.places import CATALOGUES, ROOT
from config.bootstrap.progress import say

PACKAGES = ("config", "casework", "processes", "documents", "storage")
_SKIPPED = {"node_modules", "dist", "migrations"}
_METADATA = {
    "Project-Id-Version": "banjie",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def messages(arguments: list[str]) -> int:
    """Bring the English catalogues up to the sources; with ``--check`` only look, 1 if anything lacks."""
    parser = argparse.ArgumentParser("manage.py messages", description="收集界面文字，列出还没有英文的")
    parser.add_argument("--check", action="store_true", help="只检查，不写文件")
    options = parser.parse_args(arguments)
    missing = [
        *_update("django", pages(), write=not options.check),
        *_update("djangojs", scripts(), write=not options.check),
    ]
    for message in missing:
        say(f"{message.place}: {message.text}")
    say(f"缺少英文：{len(missing)} 条" if missing else "英文齐全")
    return int(bool(missing) and options.check)


def pages() -> list[Message]:
    """Every message of Python and templates, each once."""
    python = (found for path in _files("*.py") for found in from_python(path, _place(path)))
    templates = (found for path in _files("*.html") for found in from_template(path, _place(path)))
    return _once([*python, *templates])


def scripts() -> list[Message]:
    """Every message of our scripts, each once."""
    return _once([found for path in _files("*.js") for found in from_script(path, _place(path))])


def catalogue(domain: str) -> Path:
    return CATALOGUES / "en" / "LC_MESSAGES" / f"{domain}.po"


def _files(pattern: str) -> Iterable[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob(pattern)):
            if not _SKIPPED & set(path.parts) and (ROOT / "config" / "bootstrap") not in path.parents:
                yield path


def _place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _once(found: list[Message]) -> list[Message]:
    return list({message.key: message for message in reversed(found)}.values())[::-1]


def _update(domain: str, found: list[Message], *, write: bool) -> list[Message]:
    """Messages without English; unused entries leave the catalogue, translated ones keep their words."""
    import polib

    path = catalogue(domain)
    known = (
        {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    )
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = dict(_METADATA)
    missing = []
    for message in sorted(found, key=lambda m: (m.place, m.line)):
        entry = known.get(message.key) or polib.POEntry(msgctxt=message.context, msgid=message.text)
        entry.occurrences = [(message.place, "")]
        if message.plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr, entry.msgstr_plural = message.plural, "", {0: "", 1: ""}
        fresh.append(entry)
        if not entry.translated():
            missing.append(message)
    if write:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.save(str(path))
    return missing
