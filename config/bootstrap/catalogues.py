"""Compiles translations; msgfmt is missing on most machines, so polib does it."""

from pathlib import Path

from config.bootstrap.places import CATALOGUES, digest, is_current
from config.bootstrap.progress import step

_STAMP = CATALOGUES / "stamp"


def compile_catalogues() -> None:
    """Write every .mo that is missing or older than its .po."""
    sources = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    wanted = digest(sources)
    compiled = [source.with_suffix(".mo") for source in sources]
    if is_current(_STAMP, wanted) and all(path.is_file() for path in compiled):
        return
    with step("编译界面文字"):
        for source, target in zip(sources, compiled, strict=True):
            _compile(source, target)
        _STAMP.write_text(wanted)


def _compile(source: Path, target: Path) -> None:
    import polib

    polib.pofile(str(source)).save_as_mofile(str(target))
