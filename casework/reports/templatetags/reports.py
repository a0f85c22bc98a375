"""Cells with the heads of their columns, for tables that become cards on a phone."""

from collections.abc import Iterator

from django import template

from casework.reports.block import Block, Cell, Row

register = template.Library()


@register.filter
def paired(row: Row, block: Block) -> Iterator[tuple[str, Cell]]:
    return zip(block.columns[1:], row.cells, strict=True)
