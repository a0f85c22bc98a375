"""Which faces are there, and what is said when they are not."""

import shutil
from pathlib import Path

import pytest

from documents.letters import fonts

LIBERATION = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


def test_missing_faces_are_named_with_what_stands_in_for_them() -> None:
    missing = fonts.missing_faces()
    if not missing:
        pytest.skip("the licensed faces are installed here")
    notice = fonts.substitution_notice()
    assert notice is not None
    assert notice.startswith("字体替代")
    assert all(face in notice for face in missing)


@pytest.mark.skipif(
    not (LIBERATION.exists() and shutil.which("fc-scan")),
    reason="fontconfig or a font to rename is not installed",
)
def test_a_face_in_the_mounted_folder_is_not_missing(tmp_path: Path) -> None:
    _rename(LIBERATION, "Liberation Sans", "FangSong_GB2312", tmp_path / "fang.ttf")
    assert "仿宋_GB2312" not in fonts.missing_faces(tmp_path)
    assert fonts.substitute_for("仿宋_GB2312", tmp_path) == "FangSong_GB2312"


def test_an_empty_folder_adds_nothing(tmp_path: Path) -> None:
    assert fonts.missing_faces(tmp_path) == fonts.missing_faces()


def _rename(source: Path, old: str, new: str, target: Path) -> None:
    """A copy whose name table bears another family name of the same length."""
    assert len(old) == len(new)
    data = source.read_bytes()
    target.write_bytes(
        data.replace(old.encode("utf-16-be"), new.encode("utf-16-be")).replace(old.encode(), new.encode())
    )
