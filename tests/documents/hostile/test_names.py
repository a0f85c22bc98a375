"""Names that mislead, overflow or break: an upload takes them as a clean line, or refuses them with a sentence."""

import unicodedata
from uuid import UUID

import pytest
from django.contrib.auth.models import AbstractBaseUser

from documents.models import DocumentVersion
from documents.names import LONGEST_NAME
from documents.responses import download
from documents.services import UploadRefused, begin_upload, store_bytes
from tests.documents.conftest import AT

pytestmark = [pytest.mark.persistence, pytest.mark.django_db]
NAMES = [
    "长" * 120 + ".pdf",
    "x" * 1_000_000 + ".pdf",
    "a" + "\u0301" * 5000 + ".pdf",
    "👨‍👩‍👧‍👦" * 300 + ".pdf",
    "../" * 2000 + "etc/passwd.pdf",
    "..\\..\\windows\\a.pdf",
    "．．／．．／a.pdf",
    "C:\\Users\\王\\a.pdf",
    "a\0.pdf",
    "a\r\nContent-Type: text/html\r\n\r\n<script>.pdf",
    "\u202efdp.exe.pdf",
    "\u2066a\u2069.pdf",
    "a\ud800b.pdf",
    '"; filename="b.exe".pdf',
    "<img src=x onerror=alert(1)>.pdf",
    "{{7*7}}${7*7}%s%n.pdf",
    "'; DROP TABLE documents_document; --.pdf",
    "%2e%2e%2f%00.pdf",
    "CON.pdf",
    "\ufeff附件\uffff.pdf",
    "𠮷野家.pdf",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_poisonous_name_is_kept_as_one_clean_line(
    name: str, principal: AbstractBaseUser, holder: UUID
) -> None:
    version, _ = begin_upload(holder=holder, type_code="DT-463", name=name, size=5, by=principal, at=AT)
    version.refresh_from_db()
    shown = version.name
    assert shown.endswith(".pdf")
    assert 4 < len(shown) <= LONGEST_NAME
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not set(shown) & set('/\\<>:"|?*')
    assert shown not in version.key


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".pdf",
        " . . .pdf",
        "\u200b.pdf",
        "pdf",
        "a.pdf\0.exe",
        "a.pdf\n.exe",
        "a.pdf/",
        "a.pdf::$DATA",
        "\0",
        "/" * 9999,
    ],
)
def test_a_name_without_its_extension_is_refused_with_a_sentence(
    name: str, principal: AbstractBaseUser, holder: UUID
) -> None:
    with pytest.raises(UploadRefused, match="请"):
        begin_upload(holder=holder, type_code="DT-463", name=name, size=5, by=principal, at=AT)
    assert not DocumentVersion.objects.exists()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_poisonous_name_cannot_leave_its_header(name: str, holder: UUID) -> None:
    version = store_bytes(holder=holder, type_code="DT-463", name=name, content=b"x", by=None, at=AT)
    header = download(version, inline=False).headers["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert not set(header) & set("\r\n<>")
