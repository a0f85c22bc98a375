"""Blocks of the page as somebody sees them."""

from typing import Any

from django.test import Client

from casework.reports.block import Block, Row

ADDRESS = "/reports/?period=year&on=2026-04-24"


def blocks(client: Client, address: str = ADDRESS) -> dict[str, Block]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return {block.key: block for block in answer.context["page"].blocks}


def table(block: Block) -> dict[str, list[Any]]:
    return {row.label.words: [cell.value for cell in row.cells] for row in block.rows}


def values(row: Row) -> list[Any]:
    return [cell.value for cell in row.cells]


def figures(block: Block) -> dict[str, Any]:
    return {figure.name: figure.cell.value for figure in block.figures}
