"""Structural check of photos."""

import warnings
import zipfile
from typing import BinaryIO

from PIL import Image, MpoImagePlugin, UnidentifiedImageError, WebPImagePlugin

from documents.intake.refusal import Reason, Refused

MOST_PIXELS = 40_000_000
# The webp decoder holds a picture four times over, more than the memory of the check.
MOST_WEBP_PIXELS = 12_000_000
# Phones write several pictures into one jpeg (MPO: depth or light maps); the first one is the photo.
_MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_APPLE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1"}
_PDF_HEAD = 1024  # bytes in which readers look for the start of a PDF

# Loaded before the child is limited, which can open no module afterwards.
Image.preinit()
_LOADED = (MpoImagePlugin, WebPImagePlugin)


def check_image(stream: BinaryIO) -> str:
    """The media type that the bytes show. Raises Refused."""
    _refuse_apple_photo(stream)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(stream, formats=["JPEG", "PNG", "WEBP"])
    except UnidentifiedImageError as error:
        raise Refused(Reason.NOT_IMAGE) from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(Reason.IMAGE_TOO_LARGE) from error
    except Exception as error:  # decoders raise what they like on hostile bytes
        raise Refused(Reason.IMAGE_BROKEN) from error
    _refuse_second_file(stream)
    if image.format == "WEBP" and image.width * image.height > MOST_WEBP_PIXELS:
        raise Refused(Reason.IMAGE_TOO_LARGE)
    _decode(image)
    return _MEDIA_TYPES[image.format or ""]


def _decode(image: Image.Image) -> None:
    """Only decoding shows that the end is there. A jpeg decodes at an eighth of its size, much faster."""
    try:
        image.draft("RGB", (image.width // 8, image.height // 8))
        image.load()
    except MemoryError as error:
        raise Refused(Reason.IMAGE_TOO_LARGE) from error
    except Exception as error:
        raise Refused(Reason.IMAGE_BROKEN) from error


def _refuse_apple_photo(stream: BinaryIO) -> None:
    head = stream.read(12)
    stream.seek(0)
    if head[4:8] == b"ftyp" and head[8:12] in _APPLE_BRANDS:
        raise Refused(Reason.APPLE_PHOTO)


def _refuse_second_file(stream: BinaryIO) -> None:
    """A picture that is also an archive or a PDF, depending on who opens it. Phones append films; those may stay."""
    at = stream.tell()
    stream.seek(0)
    if b"%PDF-" in stream.read(_PDF_HEAD) or zipfile.is_zipfile(stream):
        raise Refused(Reason.IMAGE_CARRIES_FILES)
    stream.seek(at)
