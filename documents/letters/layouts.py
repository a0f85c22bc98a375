"""The three layouts, each the order of its parts."""

from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element

from documents.codes import code_as_png
from documents.letters import heads
from documents.letters import measures as m
from documents.letters.blocks import set_blocks
from documents.letters.closing import (
    annex_pages,
    attachments_note,
    contact_note,
    reply_slip,
    signature,
    verification_note,
)
from documents.letters.content import Layout, LetterContent
from documents.letters.imprint import copies_line, imprint
from documents.letters.paper import Sheet, print_sheet
from documents.letters.pictures import CODE
from documents.letters.typeset import Line, paragraph
from documents.letters.wording import one_line

_OFFICIAL = Line()
_FORM = Line(size=m.SIZE_4, pitch=25, tracking=0)


def render(content: LetterContent) -> bytes:
    """The letter as a docx; equal contents give equal bytes.

    Never refuses a text: characters that a document cannot hold are left out. Raises `ValueError` for a
    layout or style that does not exist.
    """
    sheet = sheet_of(content)
    if content.verification_code:
        sheet = replace(sheet, pictures={CODE: code_as_png(content.verification_code)})
    return print_sheet(
        sheet, title=one_line(content.title), author=one_line(content.issuer), issued_on=content.issued_on
    )


def sheet_of(content: LetterContent) -> Sheet:
    """What is printed and what a screen shows, still without its pictures. Raises as ``render``."""
    return _COMPOSERS[Layout(content.layout)](content)


def _document(content: LetterContent) -> Sheet:
    return Sheet(
        body=[
            *heads.red_head(content),
            *_text(content, _OFFICIAL, above=m.LINE_PITCH),
            *verification_note(content),
            *reply_slip(content.reply_slip),
            *annex_pages(content.annexes, body=_OFFICIAL),
            *imprint(content, ruled=True),
        ]
    )


def _letter(content: LetterContent) -> Sheet:
    # 抄送 goes to the foot of the page, but never below the line along which the slip is cut off.
    slip = [*copies_line(content), *reply_slip(content.reply_slip)] if content.reply_slip else []
    foot = [] if content.reply_slip else list(imprint(content, ruled=False))
    return Sheet(
        first_header=heads.letter_head(content),
        first_footer=heads.letter_foot(),
        body=[
            *heads.letter_opening(content),
            *_text(content, _OFFICIAL, above=m.LINE_PITCH),
            *verification_note(content),
            *slip,
            *annex_pages(content.annexes, body=_OFFICIAL),
            *foot,
        ],
    )


def _form(content: LetterContent) -> Sheet:
    return Sheet(
        body=[
            *heads.form_opening(content),
            *_text(content, _FORM, above=_FORM.pitch / 2),
            *copies_line(content),
            *verification_note(content),
            *reply_slip(content.reply_slip),
            *annex_pages(content.annexes, body=_FORM),
        ]
    )


def _text(content: LetterContent, body: Line, *, above: float) -> Iterator[_Element]:
    """From 主送机关, flush left with its colon `above` points below the title, to the note below the date."""
    if addressee := one_line(content.addressee or "").rstrip(":："):
        yield paragraph(replace(body, align="left", before=above), f"{addressee}：")
    yield from set_blocks(content.blocks, body=body, keep_last=True)
    yield from attachments_note(content, body=body)
    yield from signature(content, body=body, above=2 * above)
    yield from contact_note(content, body=body)


_COMPOSERS = {Layout.DOCUMENT: _document, Layout.LETTER: _letter, Layout.FORM: _form}
