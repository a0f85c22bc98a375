"""What is refused before a byte is sent, and in which words."""

import pytest

from documents.services import UploadRefused
from documents.services.admission import admit

MB = 1024 * 1024


def _sentence(name: str, size: int = 1000, type_code: str = "DT-463") -> str:
    with pytest.raises(UploadRefused) as refused:
        admit(type_code=type_code, name=name, size=size)
    return str(refused.value)


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.png", "a.webp", "a.pdf", "a.docx", "a.xlsx"])
def test_evidence_may_be_photos_and_papers(name: str) -> None:
    admit(type_code="DT-463", name=name, size=20 * MB)


def test_a_program_is_refused_with_what_to_send_instead() -> None:
    assert _sentence("工具.exe") == (
        "这个文件是 .exe，不能上传。请上传照片（jpg、png）、PDF、Word（docx）、Excel（xlsx）。"
    )


def test_each_type_takes_its_own_kinds() -> None:
    assert _sentence("a.jpg", type_code="DT-464") == "这个文件是 .jpg，不能上传。请上传PDF、Word（docx）。"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a.doc", "另存为 .docx"),
        ("a.xls", "另存为 .xlsx"),
        ("IMG_1.HEIC", "兼容性最佳"),
        ("photo", "没有后缀"),
    ],
)
def test_common_mistakes_are_told_how_to_mend(name: str, hint: str) -> None:
    assert hint in _sentence(name)


def test_an_empty_file_is_refused() -> None:
    assert "空文件" in _sentence("a.pdf", 0)


def test_a_file_over_the_limit_never_shows_as_the_limit() -> None:
    assert _sentence("a.pdf", 20 * MB + 1) == (
        "“a.pdf”有 20.1 MB，超过了 20 MB 的上限。请压缩图片或拆分文件后再上传。"
    )
