"""What follows the text: attachments, signature and date, note, annexes, reply slip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.blocks import set_blocks
from documents.letters.content import Annex, LetterContent
from documents.letters.heads import title_lines
from documents.letters.pictures import CODE, picture_run
from documents.letters.typeset import Line, Rule, blank, element, paragraph
from documents.letters.wording import chinese_date, lines_of, one_line, width_in_characters

# Large enough for a phone at arm's length, whatever the printer.
CODE_MM = 28.0


def attachments_note(content: LetterContent, *, body: Line) -> Iterator[_Element]:
    """附件说明: one blank line below the text, indented by two, names without end punctuation (7.3.4)."""
    names = [one_line(name) for name in (*(annex.title for annex in content.annexes), *content.attachments)]
    if not names:
        return
    em = body.size + body.tracking
    label = "附件："
    numbered = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else names
    for place, text in enumerate(numbered):
        shown = (label if place == 0 else "") + text.rstrip("。；，;,.")
        # Later names, and the second line of a long one, stand below the first name.
        lead = width_in_characters(label)
        number = 1.0 if len(names) > 1 else 0.0
        line = replace(
            body,
            align="left",
            before=body.pitch if place == 0 else 0,
            left=(2 + lead + number) * em,
            hanging=(lead + number if place == 0 else number) * em,
            keep_next=True,
        )
        yield paragraph(line, shown)


def signature(content: LetterContent, *, body: Line, above: float) -> Iterator[_Element]:
    """Issuer centred over the date, the date four characters from the right edge (7.3.5.1).

    `above` is the room over it in points.
    """
    em = body.size + body.tracking
    issuer, day = one_line(content.signer_name or content.issuer), chinese_date(content.issued_on)
    overhang = (width_in_characters(issuer) - width_in_characters(day)) / 2
    day_right = max(4.0, overhang)
    line = replace(body, align="right", keep_lines=True)
    yield paragraph(replace(line, before=above, right=(day_right - overhang) * em, keep_next=True), issuer)
    # The bookmark is where a sealing service presses the seal; none is ever drawn here.
    anchor = (element("bookmarkStart", id=1, name="seal"), element("bookmarkEnd", id=1))
    dated = replace(line, right=day_right * em, keep_next=bool(content.contact))
    yield paragraph(dated, anchor[0], day, anchor[1])


def contact_note(content: LetterContent, *, body: Line) -> Iterator[_Element]:
    """附注 in brackets below the date, indented by two (7.3.6)."""
    text = one_line(content.contact or "")
    if text:
        bracketed = text if text.startswith("（") else f"（{text}）"
        yield paragraph(replace(body, indent=2, align="left", keep_lines=True), bracketed)


def verification_note(content: LetterContent) -> Iterator[_Element]:
    line = Line(size=m.SIZE_5, pitch=16, tracking=0, align="left", before=8)
    if content.verification_code:
        picture = picture_run(CODE, side_mm=CODE_MM, said=f"二维码：{content.verification_code}")
        yield paragraph(replace(line, grows=True, keep_next=True), picture)
        line = replace(line, before=2)
    for text in lines_of(content.verification or ""):
        yield paragraph(line, text)
        line = replace(line, before=0)


def annex_pages(annexes: Sequence[Annex], *, body: Line) -> Iterator[_Element]:
    """附件: each on a new page, its number in 三号黑体 on the first line, its title on the third (7.3.7)."""
    for number, annex in enumerate(annexes, 1):
        mark = f"附件{number}" if len(annexes) > 1 else "附件"
        yield paragraph(Line(face=m.HEI_FACE, align="left", new_page=True, keep_next=True), mark)
        yield from title_lines(annex.title, before=m.LINE_PITCH)
        yield blank(m.LINE_PITCH)
        yield from set_blocks(annex.blocks, body=body)


def reply_slip(lines: Sequence[str]) -> Iterator[_Element]:
    """回执 below a dashed line, kept on one page so that it can be cut off."""
    texts = [text for line in lines for text in lines_of(line)]
    if not texts:
        return
    hint = Line(size=m.SIZE_5, pitch=16, tracking=0, align="center", before=m.LINE_PITCH, keep_next=True)
    cut = replace(hint, rules={"bottom": Rule(0.75, space=1, pattern="dashed")})
    yield paragraph(cut, "沿此线裁开")
    title = Line(
        face=m.TITLE_FACE, size=m.SIZE_2_SMALL, pitch=30, tracking=0, align="center", before=12, after=6
    )
    yield paragraph(replace(title, keep_next=True), "回    执")
    line = Line(size=m.SIZE_4, pitch=26, tracking=0, keep_lines=True, align="left")
    for number, text in enumerate(texts, 1):
        salutation = text.endswith("：") and number == 1
        yield paragraph(replace(line, indent=0 if salutation else 2, keep_next=number < len(texts)), text)
