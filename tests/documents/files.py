"""Honest files and hostile ones, made on the spot."""

import io
import zipfile
from collections.abc import Mapping

import docx
import openpyxl
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

_OFFICE = "application/vnd.openxmlformats-officedocument"
WORD_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>'
    "</Types>"
)


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def phone_photo() -> bytes:
    """Two pictures in one jpeg, as many phones write it."""
    out = io.BytesIO()
    picture = Image.new("RGB", (400, 300), "red")
    picture.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), "blue")])
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    return _written(_pdf(pages))


def locked_pdf() -> bytes:
    writer = _pdf(1)
    writer.encrypt("secret")
    return _written(writer)


def pdf_with_script() -> bytes:
    writer = _pdf(1)
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    return _written(writer)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def blank_picture(size: tuple[int, int], kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("1", size).save(out, kind)
    return out.getvalue()


def pdf_that_launches() -> bytes:
    writer = _pdf(1)
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action
    return _written(writer)


def pdf_with_attachment() -> bytes:
    writer = _pdf(1)
    writer.add_attachment("inside.exe", b"MZ")
    return _written(writer)


def word(text: str = "整改报告") -> bytes:
    out, document = io.BytesIO(), docx.Document()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = "金额"
    book.save(out)
    return out.getvalue()


def with_parts(
    content: bytes, parts: Mapping[str, bytes], replaced: Mapping[str, str] | None = None
) -> bytes:
    """A package with further parts, and with texts replaced in the parts it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            for before, after in (replaced or {}).items():
                part = part.replace(before.encode(), after.encode())
            new.writestr(entry.filename, part)
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A bare package whose content types claim Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", WORD_TYPES)
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def word_with_macros() -> bytes:
    return with_parts(
        word(),
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        {"wordprocessingml.document.main+xml": "ms-word.document.macroEnabled.main+xml"},
    )


def word_with_relationship(kind: str, target: str) -> bytes:
    relationship = (
        '<?xml version="1.0"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="External"/></Relationships>'
    )
    return with_parts(word(), {"word/_rels/further.xml.rels": relationship.encode()})


def bomb(megabytes: int, name: str = "word/media/image1.bmp", filling: bytes = b"\0" * 64) -> bytes:
    """A small file that unpacks to many megabytes."""
    out, block = io.BytesIO(), (filling * (1024 * 1024 // len(filling) + 1))[: 1024 * 1024]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", WORD_TYPES)
        with new.open(name, "w") as part:
            for _ in range(megabytes):
                part.write(block)
    return out.getvalue()


def _pdf(pages: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    return writer


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
