"""The rows of a block as markup: hundreds of cells, which templates would take a tenth of a second for."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casework.organisations.templatetags.content import content
from casework.reports.block import Block, Cell, Row

register = template.Library()


@register.simple_tag
def rows(block: Block) -> SafeString:
    """Each cell with the head of its column, for tables that become cards on a phone."""
    return format_html_join("", "<tr>{}{}</tr>", ((_label(row), _cells(row, block)) for row in block.rows))


def _label(row: Row) -> SafeString:
    return format_html('<td class="bj-card-title">{}</td>', _linked(row.label, content(row.label.words)))


def _cells(row: Row, block: Block) -> SafeString:
    pairs = zip(block.columns[1:], row.cells, strict=True)
    said = ((column, _linked(cell, cell.words)) for column, cell in pairs)
    return format_html_join("", '<td class="bj-number" data-label="{}">{}</td>', said)


def _linked(cell: Cell, words: object) -> object:
    return format_html('<a href="{}">{}</a>', cell.address, words) if cell.address else words
