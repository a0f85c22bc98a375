"""Files as people have them."""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload


def photo(name: str, colour: str = "#6b8f71") -> "FilePayload":
    """A real JPEG of the size that a phone sends to a chat."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": _jpeg(colour)}


def sharp_photo(name: str) -> "FilePayload":
    """A JPEG of more than a megabyte, as a camera takes it; no two are alike."""
    written = BytesIO()
    Image.effect_noise((1200, 900), 90).convert("RGB").save(written, "JPEG", quality=92)
    return {"name": name, "mimeType": "image/jpeg", "buffer": written.getvalue()}


def program(name: str) -> "FilePayload":
    """The first bytes of a Windows program."""
    return {"name": name, "mimeType": "application/x-msdownload", "buffer": b"MZ\x90\x00" + b"\0" * 4000}


def text(name: str) -> "FilePayload":
    """Plain text under whatever name."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": "这是一段文字，不是照片。".encode() * 40}


@cache
def _jpeg(colour: str) -> bytes:
    """A board on a wall, so that a thumbnail looks like one."""
    picture = Image.new("RGB", (960, 720), "#d9d4c7")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((120, 110, 840, 560), fill=colour, outline="#4a3b2a", width=14)
    for line in range(6):
        drawing.line((180, 180 + 60 * line, 780 - 70 * (line % 3), 180 + 60 * line), fill="#f4f1e8", width=9)
    written = BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
