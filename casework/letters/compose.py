"""Fills a letter definition: FEEL placeholders become text, rows become tables. Layout is not known here."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from casework.cases.clock import plain_date
from documents.letters import Column, Layout, LetterContent, Paragraph, Style, Table
from processes import feel, registry

PLACEHOLDER = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)


class Composer:
    """Evaluates one definition over ``names`` (FEEL values) at one moment."""

    def __init__(self, names: Mapping[str, Any], at: datetime) -> None:
        self._names = names
        self._at = at
        self._functions: Mapping[str, Callable[..., Any]] = registry.functions()

    def text(self, template: str, row: Mapping[str, Any] | None = None) -> str:
        """``template`` with every ``{{FEEL}}`` replaced by its value in words."""
        return PLACEHOLDER.sub(lambda found: self._words(self._value(found[1], row)), template)

    def blocks(self, definition: Mapping[str, Any]) -> list[Paragraph | Table]:
        return list(self._blocks(definition.get("paragraphs", [])))

    def clauses(self, definition: Mapping[str, Any]) -> list[tuple[int, str]]:
        """The paragraphs that stand in the letter and name a clause: their number as they are read, and the clause."""
        printed = (item for item in definition.get("paragraphs", []) if self._stands(item))
        return [(n, item["clause"]) for n, item in enumerate(printed, 1) if item.get("clause")]

    def rows(self, expression: str) -> list[Mapping[str, Any]]:
        return self._value(expression.removeprefix("="), None) or []

    def _blocks(self, items: list[Mapping[str, Any]]) -> Iterator[Paragraph | Table]:
        for item in items:
            if not self._stands(item):
                continue
            if "table" in item:
                yield self._table(item["table"])
            else:
                yield Paragraph(style=Style(item.get("style", "body")), text=self.text(item["text"]))

    def _stands(self, item: Mapping[str, Any]) -> bool:
        return "when" not in item or self._applies(item["when"])

    def _applies(self, condition: str) -> bool:
        return self._value(condition.removeprefix("="), None) is True

    def _table(self, raw: Mapping[str, Any]) -> Table:
        rows = [{"n": Decimal(n), **row} for n, row in enumerate(self.rows(raw["rows"]), 1)]
        return Table(
            caption=raw.get("caption", ""),
            columns=[Column(c["label"], c.get("width")) for c in raw["columns"]],
            rows=[[self.text(cell, row) for cell in raw["cells"]] for row in rows],
        )

    def _value(self, expression: str, row: Mapping[str, Any] | None) -> Any:
        names = {**self._names, **(row or {})}
        return feel.parse(expression.strip()).evaluate(names, functions=self._functions, at=self._at)

    def _words(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return f"{plain_date(value.date())}{value:%H:%M}"
        if isinstance(value, date):
            return plain_date(value)
        if isinstance(value, list):
            return "、".join(self._words(item) for item in value)
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        return str(value)


def compose(
    definition: Mapping[str, Any],
    names: Mapping[str, Any],
    *,
    number: str,
    issued_on: date,
    at: datetime,
    composer: Composer | None = None,
) -> LetterContent:
    """A letter's content from its definition and what it may name; ``composer`` where other values are to stand in it."""
    composer = composer or Composer(names, at)

    def said(key: str) -> str:
        return composer.text(definition.get(key, ""))

    return LetterContent(
        layout=Layout(definition["layout"]),
        issuer=said("issuer"),
        number=number or None,
        title=said("title"),
        addressee=said("addressee") or None,
        blocks=composer.blocks(definition),
        attachments=[composer.text(item) for item in definition.get("attachments", [])],
        signer_name=said("signer") or None,
        issued_on=issued_on,
        copies=said("copies") or None,
        contact=said("contact") or None,
        verification=said("verification") or None,
        verification_code=said("verification_code") or None,
        reply_slip=[composer.text(item) for item in definition.get("reply_slip", [])],
    )
