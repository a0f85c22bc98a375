"""On what a step and a case rest: clauses of the diagram, of the findings, and the tables that were asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases.models import Case
from processes.models import DecisionRecord
from processes.services import definition_of
from processes.vocabulary import Element


@dataclass(frozen=True)
class Ground:
    title: str
    text: str


def grounds(case: Case, element: Element | None = None) -> list[Ground]:
    found = []
    if element is not None and element.clause:
        found.append(Ground(_("本步骤"), element.clause))
    for finding in case.findings.exclude(clause="").order_by("ordinal"):
        title = _("问题%(n)s %(code)s") % {"n": finding.ordinal, "code": finding.code}
        found.append(Ground(title, finding.clause))
    return [*found, *_decisions(case)]


def _decisions(case: Case) -> list[Ground]:
    if case.instance is None:
        return []
    tables = definition_of(case.instance.version).decisions
    return [
        Ground(
            _("决策表 %(name)s")
            % {"name": tables[record.table].name if record.table in tables else record.table},
            _("命中第 %(rules)s 条") % {"rules": "、".join(map(str, record.matched))}
            if record.matched
            else _("没有命中任何一条"),
        )
        for record in DecisionRecord.objects.filter(instance=case.instance).order_by("at", "pk")
    ]
