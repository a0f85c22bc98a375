"""What the diagram of a played case calls its steps, tables, letters and deadlines."""

from collections.abc import Iterable
from datetime import date

from casework.calendar.holders import deadline_name
from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from processes.engine import Definition
from processes.services import definition_of


class Names:
    """Answers with the code itself where the diagram knows no name: it may have been changed."""

    def __init__(self, definition: Definition | None) -> None:
        self._steps = {element.id: element.name for element in definition.elements()} if definition else {}
        acting = (e.action for e in definition.elements()) if definition else ()
        self._messages = {action.message: action.label for action in acting if action}
        tables = definition.decisions.items() if definition else ()
        self._tables = {key: table.name for key, table in tables}
        letters = definition.letters.items() if definition else ()
        self._letters = {key: str(letter.get("title", key)) for key, letter in letters}

    @classmethod
    def of(cls, case: Case) -> "Names":
        return cls(definition_of(case.instance.version) if case.instance else None)

    def step(self, code: str) -> str:
        """``code`` is an element, with its process or without."""
        element = code.rpartition("/")[2]
        return self._steps.get(element) or element

    def steps(self, codes: Iterable[str]) -> str:
        return "、".join(f"“{self.step(code)}”" for code in codes) or "没有一步"

    def message(self, code: str) -> str:
        return self._messages.get(code) or code

    def table(self, code: str) -> str:
        return self._tables.get(code) or code

    def rules(self, hits: Iterable[tuple[str, str]]) -> str:
        return "、".join(f"{self.table(table)} {rule}" for table, rule in hits) or "没有命中"

    def letters(self, codes: Iterable[str]) -> str:
        return "、".join(f"《{self._letters.get(code, code)}》" for code in codes) or "没有文书"

    @staticmethod
    def deadline(code: str) -> str:
        return deadline_name(code)

    @staticmethod
    def day(iso: str) -> str:
        return full_date(date.fromisoformat(iso), "zh-hans")
