"""Puts a composed sheet on A4 and packs it, the same content always to the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Twips
from lxml.etree import _Element

from documents.letters import measures as m
from documents.letters.page_numbers import page_number
from documents.letters.skeleton import SETTINGS, STYLES
from documents.letters.typeset import blank, element

_UNUSED_PARTS = ("thumbnail", "stylesWithEffects", "webSettings", "customXml", "numbering", "fontTable")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The paragraphs and tables of a letter; head and foot of its first page where they differ; pictures by relation."""

    body: Sequence[_Element]
    first_header: Sequence[_Element] | None = None
    first_footer: Sequence[_Element] | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def print_sheet(sheet: Sheet, *, title: str, author: str, issued_on: date) -> bytes:
    """The sheet as a docx whose properties and archive carry the day of issue, not the clock."""
    document = Document()
    _strip(document)
    _describe(document, title, author, issued_on)
    section = document.sections[0]
    _set_page(section)
    body = document.element.body
    body[:] = [*sheet.body, section._sectPr]
    _set_header_and_footer(document, section, sheet)
    for relation, picture in sheet.pictures.items():
        part = document.part.package.get_or_add_image_part(io.BytesIO(picture))
        document.part.load_rel(RELATIONSHIP_TYPE.IMAGE, part, relation)
    return _packed(document, issued_on)


def _strip(document: Any) -> None:
    """The library's template brings an American thumbnail and 164 styles; a letter needs three."""
    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED_PARTS:
                del part.rels[key]
    document.styles.element[:] = parse_xml(STYLES)[:]
    document.settings.element[:] = parse_xml(SETTINGS)[:]


def _describe(document: Any, title: str, author: str, issued_on: date) -> None:
    properties = document.core_properties
    day = datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=UTC)
    # The standard bounds a property at 255 characters.
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = day
    properties.comments, properties.language, properties.revision = "", "zh-CN", 1


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Twips(m.PAGE_WIDTH), Twips(m.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Twips(m.MARGIN_TOP), Twips(m.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Twips(m.MARGIN_LEFT), Twips(m.MARGIN_RIGHT)
    section.header_distance = Twips(m.twips(m.points(m.LETTER_HEAD_MM)))
    section.footer_distance = Twips(m.twips(m.points(m.LETTER_FOOT_RULE_MM)))
    for grid in section._sectPr.findall("{*}docGrid"):
        section._sectPr.remove(grid)
    section._sectPr.append(element("docGrid", type="lines", linePitch=m.twips(m.LINE_PITCH)))


def _set_header_and_footer(document: Any, section: Any, sheet: Sheet) -> None:
    # A header of one point: the next pages begin at the top margin, not below an empty header.
    _fill(section.header, [blank(1)])
    _fill(section.even_page_header, [blank(1)])
    _fill(section.footer, page_number(odd=True))
    _fill(section.even_page_footer, page_number(odd=False))
    if sheet.first_header is not None or sheet.first_footer is not None:
        section.different_first_page_header_footer = True
        _fill(section.first_page_header, sheet.first_header or [blank(1)])
        _fill(section.first_page_footer, sheet.first_footer or [blank(1)])


def _fill(story: Any, children: Iterable[_Element]) -> None:
    story.is_linked_to_previous = False
    story._element[:] = list(children)


def _packed(document: Any, issued_on: date) -> bytes:
    """The archive again with every entry dated to the day of issue (zip knows no day before 1980)."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    day = (min(max(issued_on.year, 1980), 2107), issued_on.month, issued_on.day, 0, 0, 0)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return packed.getvalue()
