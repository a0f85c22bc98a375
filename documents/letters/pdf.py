"""Turns a letter into a PDF with LibreOffice where it is installed; for previews and tests only."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from documents.letters.fonts import aliases
from documents.letters.measures import TITLE_FACE

# A launcher rather than preexec_fn, which may deadlock in a process that has threads.
_LIMITED = """
import os, resource, sys
for what, most in (("AS", 4 << 30), ("CPU", 60), ("FSIZE", 64 << 20), ("CORE", 0)):
    try:
        resource.setrlimit(getattr(resource, "RLIMIT_" + what), (most, most))
    except (ValueError, OSError):
        pass
os.execv(sys.argv[1], sys.argv[1:])
"""


class ConversionUnavailable(Exception):
    """LibreOffice is not installed on this machine."""


class ConversionFailed(Exception):
    """LibreOffice gave no PDF: it failed, or took longer than it was given."""


def soffice() -> Path | None:
    """The LibreOffice program, if there is one on a system that lets us bound it."""
    if os.name != "posix":
        return None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def to_pdf(docx: bytes, *, fonts: Path | None = None, timeout: float = 60) -> bytes:
    """The PDF of a letter, in substitute faces where `fonts` and the system lack the official ones.

    Runs in a profile and a session of its own; after `timeout` seconds the whole session is killed.
    """
    program = soffice()
    if program is None:
        raise ConversionUnavailable
    with tempfile.TemporaryDirectory(prefix="letter-") as name:
        room = Path(name)
        (room / "letter.docx").write_bytes(_for_libreoffice(docx))
        (room / "fonts.conf").write_text(_font_configuration(fonts), "utf-8")
        _run(program, room, timeout)
        made = room / "letter.pdf"
        if not made.is_file():
            raise ConversionFailed
        return made.read_bytes()


def _run(program: Path, room: Path, timeout: float) -> None:
    arguments = ["--headless", "--norestore", f"-env:UserInstallation={(room / 'profile').as_uri()}"]
    arguments += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(room), str(room / "letter.docx")]
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _LIMITED, str(program), *arguments],
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(room),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(room / "fonts.conf"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as late:
        raise ConversionFailed from late
    finally:
        # soffice leaves soffice.bin behind when only its parent dies.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _for_libreoffice(docx: bytes) -> bytes:
    """LibreOffice reads `overflowPunct` upside down, and loses commas that it hangs into the margin."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(
                name, source.read(name).replace(b'overflowPunct w:val="0"', b'overflowPunct w:val="1"')
            )
    return packed.getvalue()


def _font_configuration(folder: Path | None) -> str:
    rules = "".join(_alias(face, name, bold=face == TITLE_FACE) for face, name in aliases(folder).items())
    mounted = f"<dir>{escape(str(folder))}</dir>" if folder else ""
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{mounted}{rules}</fontconfig>'
    )


def _alias(face: str, name: str, *, bold: bool) -> str:
    weight = '<edit name="weight" mode="assign"><const>bold</const></edit>' if bold else ""
    return (
        f'<match target="pattern"><test name="family"><string>{escape(face)}</string></test>'
        '<edit name="family" mode="assign" binding="strong">'
        f"<string>{escape(name)}</string></edit>{weight}</match>"
    )
