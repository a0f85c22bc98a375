"""QR codes of addresses: what stands on paper or on a screen leads a phone to its page (ISO/IEC 18004, level M)."""

import io

import segno


def code_as_svg(address: str) -> str:
    """An SVG element of its own, without scripts or styles."""
    return str(segno.make(address, error="m").svg_inline(scale=4, border=2, omitsize=False))


def code_as_png(address: str) -> bytes:
    """A black and white picture; the same address gives the same bytes."""
    written = io.BytesIO()
    segno.make(address, error="m").save(written, kind="png", scale=8, border=2)
    return written.getvalue()
