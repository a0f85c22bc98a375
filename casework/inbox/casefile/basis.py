"""On what a step and a case rest: clauses of the diagram, of the findings, and the tables that were asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.names import name_in
from processes.decisions import DecisionTable
from processes.models import DecisionRecord
from processes.services import definition_of
from processes.vocabulary import Element


@dataclass(frozen=True)
class Ground:
    """``is_clause``: the words of a regulation, not ours."""

    title: str
    text: str
    is_clause: bool = True


def grounds(case: Case, language: str, element: Element | None = None) -> list[Ground]:
    found = []
    if element is not None and element.clause:
        found.append(Ground(_("本步骤"), element.clause))
    for finding in case.findings.exclude(clause="").order_by("ordinal"):
        title = _("问题%(n)s %(code)s") % {"n": finding.ordinal, "code": finding.code}
        found.append(Ground(title, finding.clause))
    return [*found, *_decisions(case, language)]


def _decisions(case: Case, language: str) -> list[Ground]:
    if case.instance is None:
        return []
    tables = definition_of(case.instance.version).decisions
    records = DecisionRecord.objects.filter(instance=case.instance).order_by("at", "pk")
    return [_decision(tables[record.table], record, language) for record in records]


def _decision(table: DecisionTable, record: DecisionRecord, language: str) -> Ground:
    title = _("决策表 %(name)s") % {"name": name_in(table, language)}
    places = [str(at) for at, rule in enumerate(table.rules, 1) if rule.id in record.matched]
    if not places:
        return Ground(title, _("没有命中任何一条"), is_clause=False)
    return Ground(title, _("命中第 %(rules)s 条") % {"rules": _("、").join(places)}, is_clause=False)
