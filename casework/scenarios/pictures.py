"""Stand-ins for photos: a notice board with papers missing before a repair, complete after it."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

WALL, BOARD, FRAME, PAPER, GAP = "#dfe3e6", "#b98d5a", "#7a5632", "#fbfaf5", "#9b734a"
PAPERS = [(x, y) for y in (70, 150) for x in (60, 130, 200, 270, 340)]


@lru_cache(maxsize=8)
def picture(name: str) -> bytes:
    """A small JPEG; files named 整改前 lack papers that the others have."""
    image = Image.new("RGB", (480, 300), WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 440, 240), fill=BOARD, outline=FRAME, width=8)
    for place, (x, y) in enumerate(PAPERS):
        _paper(draw, x, y, missing="前" in name and place % 3 != 0)
    stored = io.BytesIO()
    image.save(stored, "JPEG", quality=85)
    return stored.getvalue()


def _paper(draw: ImageDraw.ImageDraw, x: int, y: int, *, missing: bool) -> None:
    sheet = (x, y, x + 54, y + 66)
    if missing:
        draw.rectangle(sheet, outline=GAP, width=2)
        return
    draw.rectangle(sheet, fill=PAPER)
    draw.rectangle((x + 8, y + 8, x + 46, y + 14), fill="#b3261e")
    for line in range(4):
        draw.line((x + 8, y + 24 + line * 9, x + 46, y + 24 + line * 9), fill="#8a8f94", width=2)
