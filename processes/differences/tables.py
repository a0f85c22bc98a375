"""Two states of a file of decision tables: columns and rows by id or best likeness, and what stands in each cell."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from processes.differences.reading import both, xml_of
from processes.differences.rows import Table, tables_in
from processes.differences.values import Difference, Glossary, Kind, Noun, came_or_went


def table_differences(
    path: str, old: bytes | None, new: bytes | None, words: Glossary
) -> Iterator[Difference]:
    """Raises Unreadable."""
    for key, one, other in both(tables_in(xml_of(old, path)), tables_in(xml_of(new, path))):
        if one is not None and other is not None:
            yield from _of_table(
                Difference(Kind.CHANGED, Noun.TABLE, path, "", "", key, other.name), one, other
            )
        elif table := other or one:
            kind, word = came_or_went(one)
            yield Difference(kind, Noun.TABLE, path, f"{word}了决策表“{table.name}”", "", key, table.name)


def _of_table(place: Difference, one: Table, other: Table) -> Iterator[Difference]:
    """``place`` is the difference without its words."""
    name = f"决策表“{other.name}”"
    if one.name != other.name:
        sentence = f"决策表“{one.name}”改名为“{other.name}”"
        yield replace(place, sentence=sentence, before=one.name, after=other.name)
    for label, was, now in both(one.settings, other.settings):
        if was != now:
            sentence = f"{name}的{label}由“{was or '无'}”改为“{now or '无'}”"
            yield replace(place, sentence=sentence, before=was or "", after=now or "")
    if one.rest != other.rest:
        yield replace(place, sentence=f"{name}的其他设置（输入的来源、类型等）改了")
    yield from _columns(place, name, one, other)
    yield from _rows(place, name, one, other)


def _columns(place: Difference, name: str, one: Table, other: Table) -> Iterator[Difference]:
    for _, was, now in both(one.parts, other.parts):
        if was is None or now is None:
            column = now or was or {}
            word = "新增了" if was is None else "去掉了"
            yield replace(place, sentence=f"{name}{word}列“{column.get('名称', '')}”")
            continue
        for label, before, after in both(was, now):
            if before != after:
                sentence = f"{name}列“{was['名称']}”的{label}由“{before or '无'}”改为“{after or '无'}”"
                yield replace(place, sentence=sentence, before=before or "", after=after or "")
    kept = [key for key in one.parts if key in other.parts]
    if kept != [key for key in other.parts if key in one.parts]:
        yield replace(place, sentence=f"{name}的列换了先后")


def _rows(place: Difference, name: str, one: Table, other: Table) -> Iterator[Difference]:
    alike = _alike(one, other)
    told = replace(place, noun=Noun.ROW)
    for number, (key, row) in enumerate(other.cells.items(), 1):
        at, called = replace(told, element=key), f"{name}第{number}行"
        before = one.cells.get(alike.get(key, ""))
        if before is None:
            cells = other.in_words(key)
            yield replace(at, kind=Kind.ADDED, sentence=f"新增了{called}：{cells}", after=cells)
            continue
        for column, was, now in both(before, row):
            kept = column in {**one.parts, "": None} and column in {**other.parts, "": None}
            if (was or "") != (now or "") and kept:
                sentence = f"{called}的“{other.label(column)}”由“{was or '不限'}”改为“{now or '不限'}”"
                yield replace(at, sentence=sentence, before=was or "", after=now or "")
    for number, key in enumerate(one.cells, 1):
        if key not in alike.values():
            cells = one.in_words(key)
            sentence = f"{name}删除了原第{number}行：{cells}"
            yield replace(told, kind=Kind.REMOVED, element=key, sentence=sentence, before=cells)
    places = [list(one.cells).index(alike[key]) for key in other.cells if key in alike]
    if places != sorted(places):
        yield replace(place, sentence=f"{name}的行换了先后")


def _alike(one: Table, other: Table) -> Mapping[str, str]:
    """For a row after the one before: the same id, else the most alike of those that are left, by half of its cells."""
    found = {key: key for key in other.cells if key in one.cells}
    spare = [key for key in one.cells if key not in found]
    for key in (k for k in other.cells if k not in found):
        likeness = {old: _same(one.cells[old], other.cells[key]) for old in spare}
        best = max(likeness, key=lambda old: likeness[old], default=None)
        if best is not None and likeness[best] * 2 >= len(other.cells[key]):
            found[key] = best
            spare.remove(best)
    return found


def _same(before: Mapping[str, str], after: Mapping[str, str]) -> int:
    return sum(1 for column, cell in after.items() if before.get(column) == cell)
