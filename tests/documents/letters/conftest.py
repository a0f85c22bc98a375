"""Letters as printed pages, where LibreOffice and the tools to look at its pages are installed."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from documents.letters import render
from documents.letters.fonts import substitute_for
from documents.letters.measures import BODY_FACE
from documents.letters.pdf import soffice, to_pdf
from tests.documents.letters.samples import ALL

DPI = 100
MM = 25.4 / DPI


@dataclass(frozen=True)
class Printed:
    """Text without blanks and picture of every page; a pixel is a quarter of a millimetre."""

    texts: list[str]
    images: list[Image.Image]

    def red_bands(self, page: int) -> list[tuple[float, float, float, float]]:
        """Top, bottom, left and right in millimetres of each band of red rows."""
        red, green, blue = self.images[page].split()
        mask = ImageChops.darker(
            red.point(lambda value: 255 * (value > 150)),
            ImageChops.lighter(green, blue).point(lambda value: 255 * (value < 150)),
        )
        bands = []
        for top, bottom in _runs(mask):
            left, _, right, _ = mask.crop((0, top, mask.width, bottom)).getbbox() or (0, 0, 0, 0)
            bands.append((top * MM, bottom * MM, left * MM, right * MM))
        return bands

    def dark_rows(self, page: int, *, at_least: int) -> list[float]:
        """Millimetres to the bottom of each row with that many dark pixels."""
        image = self.images[page].convert("L").point(lambda value: value < 160)
        rows = image.tobytes()
        counts = [sum(rows[y * image.width : (y + 1) * image.width]) for y in range(image.height)]
        return [(y + 1) * MM for y, count in enumerate(counts) if count >= at_least]


def _runs(mask: Image.Image) -> list[tuple[int, int]]:
    """First row and the row after the last of each band that has a white pixel."""
    rows = mask.tobytes()
    lit = [any(rows[y * mask.width : (y + 1) * mask.width]) for y in range(mask.height)]
    edges = [y for y in range(mask.height + 1) if (y < mask.height and lit[y]) != (y > 0 and lit[y - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _missing() -> str | None:
    if soffice() is None:
        return "LibreOffice (soffice) is not installed"
    if shutil.which("pdftoppm") is None:
        return "pdftoppm (poppler-utils) is not installed"
    if substitute_for(BODY_FACE) is None:
        return "no Chinese font is installed"
    return None


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Printed]:
    """Prints a sample by its id; skips, or fails where everything is required, without the tools."""
    reason = _missing()
    if reason and os.environ.get("BANJIE_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)

    @cache
    def print_sample(name: str) -> Printed:
        folder = tmp_path_factory.mktemp(name)
        pdf = to_pdf(render(ALL[name]))
        texts = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
        return Printed(texts, _pictures(folder, pdf))

    return print_sample


def _pictures(folder: Path, pdf: bytes) -> list[Image.Image]:
    (folder / "letter.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", "letter.pdf", "page"], cwd=folder, check=True, timeout=60
    )
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]
