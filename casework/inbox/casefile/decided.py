"""What the decisions of a case rest on: the rows that were hit, and the parameters as they were read."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.calendar.wording.dates import full_date
from casework.cases.models import Case
from casework.cases.names import name_in
from casework.inbox.casefile.ground import Ground, ParameterRead
from casework.policy.declared import Declared, every_declared
from casework.policy.facts import HISTORY, PARAMETERS, SOURCES
from casework.policy.wording import in_words
from processes.decisions import DecisionTable, Rule
from processes.models import DecisionRecord
from processes.services import definition_of


def decisions(case: Case, language: str) -> list[Ground]:
    if case.instance is None:
        return []
    tables = definition_of(case.instance.version).decisions
    records = DecisionRecord.objects.filter(instance=case.instance).order_by("at", "pk")
    return [_decision(tables[record.table], record, language) for record in records]


def _decision(table: DecisionTable, record: DecisionRecord, language: str) -> Ground:
    title = _("决策表 %(name)s") % {"name": name_in(table, language)}
    hit = [(str(at), rule) for at, rule in enumerate(table.rules, 1) if rule.id in record.matched]
    said = _("命中第 %(rules)s 条") % {"rules": _("、").join(at for at, _rule in hit)} if hit else ""
    return Ground(
        title,
        said or _("没有命中任何一条"),
        is_clause=False,
        rests_on=tuple(dict.fromkeys(note for _at, rule in hit for note in _notes(table, rule))),
        parameters=tuple(_read(record, language)),
    )


def _notes(table: DecisionTable, rule: Rule) -> Iterator[str]:
    """A row may name itself, in the counting of the catalogue; which row was hit is said already."""
    itself = re.compile(rf"\b{re.escape(table.id)}(?:-\d+\b| ?第[\d、–]+行)[；，：]?", re.ASCII)
    return (said for note in rule.annotations.values() if note and (said := itself.sub("", note).strip()))


def _read(record: DecisionRecord, language: str) -> Iterator[ParameterRead]:
    sources = record.inputs.get(SOURCES) or {}
    for code, value in (record.inputs.get(PARAMETERS) or {}).items():
        known, source = every_declared().get(code), sources.get(code) or {}
        if known is not None:
            words = in_words(known, value, language)
            yield _shown(known, words, source, language)
    for code, stretches in (record.inputs.get(HISTORY) or {}).items():
        if (known := every_declared().get(code)) is not None:
            for one in stretches or []:
                yield _shown(known, _since(known, one, language), one, language)


def _since(known: Declared, stretch: Mapping[str, Any], language: str) -> str:
    """A value with the day from which it holds, where it has not always held."""
    words = in_words(known, stretch["value"], language)
    if stretch["since"] is None:
        return words
    day = full_date(date.fromisoformat(stretch["since"]), language)
    return _("%(value)s（%(day)s起）") % {"value": words, "day": day}


def _shown(known: Declared, words: str, source: Mapping[str, Any], language: str) -> ParameterRead:
    return ParameterRead(
        code=known.code,
        title=known.title_en if language.startswith("en") else known.title,
        value=words,
        source=source.get("source", ""),
        demonstration=bool(source.get("demonstration")),
    )
