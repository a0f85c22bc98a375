"""Whatever people paste into a form, the letter comes out and nothing printable is lost."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.letters import Annex, Column, Layout, LetterContent, Paragraph, Style, Table, render
from documents.letters.wording import lines_of
from tests.documents.letters.opened import Opened

NASTY = [
    "".join(map(chr, range(0x20))),
    "\ud800\udfff\ufffe\uffff",
    "A&B<1>]]>\"'",
    "甲\u202e乙\u2066丙\u200b丁",
    "𠮷野家𰻞面",
    "{{7*7}} {% raw %}",
    "a" * 10_000,
    "字" * 10_000,
    "\t\t\n\n\r\n \u3000",
    "",
]


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nasty_text_in_every_place_still_gives_a_letter(layout: Layout, text: str) -> None:
    opened = Opened(_everywhere(layout, text))
    for line in lines_of(text):
        assert line.replace("\t", "") in opened.text.replace("\t", "")


@given(text=st.text(alphabet=st.characters(codec=None), max_size=60), layout=st.sampled_from(Layout))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_a_letter(text: str, layout: Layout) -> None:
    assert render(_everywhere(layout, text)).startswith(b"PK")


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1979, 12, 31), date(9999, 12, 31)])
def test_any_day_gives_a_letter(day: date) -> None:
    assert render(dataclasses.replace(_everywhere(Layout.LETTER, "甲"), issued_on=day))


def test_a_layout_that_does_not_exist_is_refused() -> None:
    content = LetterContent(layout="poster", issuer="甲", title="乙", issued_on=date(2026, 1, 1))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="poster"):
        render(content)


def _everywhere(layout: Layout, text: str) -> LetterContent:
    blocks: list[Paragraph | Table] = [
        *(Paragraph(style, text) for style in Style),
        Table(text, [Column(text), Column(text, 30)], [[text, text], [text]]),
        Table(text, [Column(""), Column("", -1)], [[text, text]]),
        Table(text, [], []),
    ]
    return LetterContent(
        layout=layout,
        issuer=text,
        title=text,
        issued_on=date(2026, 4, 24),
        number=text,
        urgency=text,
        addressee=text,
        blocks=blocks,
        annexes=[Annex(text, blocks)],
        attachments=[text, text],
        signer_name=text,
        contact=text,
        copies=text,
        printed_by=text,
        reply_slip=[text],
        verification=text,
    )
