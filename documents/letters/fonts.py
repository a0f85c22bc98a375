"""Which of the official type faces are installed here, and what stands in for the others."""

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from documents.letters import measures as m

# In order of likeness; the faces are licensed and never shipped.
SUBSTITUTES: dict[str, tuple[str, ...]] = {
    m.TITLE_FACE: (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "STZhongsong",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    ),
    m.BODY_FACE: (
        "FangSong_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    ),
    m.KAI_FACE: ("KaiTi_GB2312", "KaiTi", "楷体", "STKaiti", "Noto Serif CJK SC", "Source Han Serif SC"),
    m.HEI_FACE: ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei"),
    m.SONG_FACE: ("SimSun", "NSimSun", "STSong", "Noto Serif CJK SC", "Source Han Serif SC"),
}
# Names under which a licensed face itself, not a likeness, may be installed.
_SAME_FACE = {
    m.TITLE_FACE: {"FZXiaoBiaoSong-B05S"},
    m.BODY_FACE: {"FangSong_GB2312"},
    m.KAI_FACE: {"KaiTi_GB2312"},
    m.HEI_FACE: {"SimHei"},
}


def installed_families(folder: Path | None = None) -> frozenset[str]:
    """Family names, in every language, that fontconfig knows or finds in the folder."""
    return _families(folder)


def missing_faces(folder: Path | None = None) -> list[str]:
    """Official faces that neither this machine nor the mounted folder has."""
    families = installed_families(folder)
    return [face for face, names in _SAME_FACE.items() if not families & {face, *names}]


def substitute_for(face: str, folder: Path | None = None) -> str | None:
    """The best likeness that is installed."""
    families = installed_families(folder)
    return next((name for name in SUBSTITUTES[face] if name in families), None)


def aliases(folder: Path | None = None) -> dict[str, str]:
    """Every face that is not installed under its own name, with what to show instead."""
    families = installed_families(folder)
    found = {face: substitute_for(face, folder) for face in SUBSTITUTES if face not in families}
    return {face: name for face, name in found.items() if name}


def substitution_notice(folder: Path | None = None) -> str | None:
    """A warning for the preview and the log when a face is substituted, or nothing."""
    missing = missing_faces(folder)
    if not missing:
        return None
    pairs = "、".join(
        f"{face}（以 {substitute_for(face, folder) or '系统默认字体'} 代替）" for face in missing
    )
    return f"字体替代：本机没有 {pairs}。预览和 PDF 的字形与正式文件不同；Word 文件仍写明正式字体名称。"


@lru_cache(maxsize=8)
def _families(folder: Path | None) -> frozenset[str]:
    names = _ask("fc-list", ":", "family")
    if folder is not None and folder.is_dir():
        names |= _ask("fc-scan", "--format", "%{family}\n", str(folder))
    return names


def _ask(program: str, *arguments: str) -> frozenset[str]:
    path = shutil.which(program)
    if path is None:
        return frozenset()
    told = subprocess.run([path, *arguments], capture_output=True, timeout=30, check=False)  # noqa: S603
    text = told.stdout.decode("utf-8", "replace")
    return frozenset(name.strip() for line in text.splitlines() for name in line.split(",") if name.strip())
