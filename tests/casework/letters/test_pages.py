"""What a screen shows of a letter is what its Word file prints: the same words, in the same order, set the same way."""

import dataclasses
import io
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from lxml import html

from casework.changes.authoring.letter_preview import sample
from casework.letters.pages import shown
from documents.letters import LetterContent, render
from processes.bundle import DEFINITIONS
from processes.letters import read_letter
from tests.documents.letters.opened import Set
from tests.documents.letters.samples import ALL, CIRCULAR, RECTIFICATION

OURS = sorted(Path(DEFINITIONS).glob("*/letters/*.json"))


def printed(content: LetterContent) -> list[tuple[str, str]]:
    """Words and alignment of every line of the Word file, the head of its first page in front."""
    document: Any = Document(io.BytesIO(render(content)))
    section = document.sections[0]
    own = section.different_first_page_header_footer
    heads = section.first_page_header._element.iter(qn("w:p")) if own else ()
    lines = [Set(node) for node in (*heads, *document.element.body.iter(qn("w:p")))]
    return [(line.text, line.value("pPr/jc")) for line in lines if line.text.strip()]


def on_screen(content: LetterContent) -> list[tuple[str, str]]:
    page: Any = html.fromstring(render_to_string("letters/_page.html", {"letter": shown(content)}))
    lines = []
    for line in page.find_class("lp-line"):
        text = "".join("\t" if "lp-tab" in span.get("class", "") else span.text or "" for span in line)
        align = next(name.removeprefix("lp-line--") for name in line.classes if name in ALIGNED)
        if text.strip():
            lines.append((text, align))
    return lines


ALIGNED = {f"lp-line--{name}" for name in ("left", "right", "center", "both")}


@pytest.mark.parametrize("content", ALL.values(), ids=ALL)
def test_screen_and_paper_say_the_same_in_the_same_order_and_alignment(content: LetterContent) -> None:
    assert on_screen(content) == printed(content)
    assert len(printed(content)) > 6


@pytest.mark.django_db
@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_letter_of_ours_is_on_screen_as_on_paper(path: Path) -> None:
    content = sample(read_letter(path.stem, path.read_bytes()), {}, at=timezone.localtime())
    assert on_screen(content) == printed(content)


def test_red_head_rules_seal_and_measures_reach_the_screen() -> None:
    page: Any = html.fromstring(render_to_string("letters/_page.html", {"letter": shown(CIRCULAR)}))
    (name,) = page.find_class("lp-line--red")
    assert "size:31.5 " in name.get("data-set", "")
    (number,) = page.find_class("lp-line--ruled-red")
    assert number.text_content().startswith("湖教体政字")
    (seal,) = page.find_class("lp-seal")
    assert seal.text == "2026年6月5日"
    assert "numbered" in page.attrib
    letter: Any = html.fromstring(render_to_string("letters/_page.html", {"letter": shown(RECTIFICATION)}))
    assert "numbered" not in letter.attrib
    assert letter.find_class("lp-foot")


def test_what_somebody_typed_never_becomes_markup() -> None:
    hostile = dataclasses.replace(
        CIRCULAR, title='<script>alert(1)</script>"><b>', verification_code="https://a.cn/?<b>"
    )
    page = render_to_string("letters/_page.html", {"letter": shown(hostile)})
    assert "<script>" not in page
    assert "<b>" not in page
