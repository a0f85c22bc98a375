"""The list of policy documents, and one of them with its clauses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from casework.audit.models import Event
from casework.policy.declared import declared
from casework.policy.models import Clause, PolicyDocument
from casework.policy.pages.uses import UseLine, lines_by_clause, running_by_clause
from casework.policy.resolving import resolve
from casework.policy.values import InForce, values_on
from casework.policy.wording import in_words

_LEVELS = [level.value for level in PolicyDocument.Level]


@dataclass(frozen=True)
class ParameterOn:
    """A parameter that rests on a clause, as it is today."""

    code: str
    title: str
    value: str
    demonstration: bool


@dataclass(frozen=True)
class ClauseLine:
    """A clause with what rests on it; nothing does for a reader who may not see the configuration."""

    clause: Clause
    depth: int
    lines: list[UseLine] = field(default_factory=list)
    parameters: list[ParameterOn] = field(default_factory=list)
    running: int = 0

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.parameters)


def documents() -> list[PolicyDocument]:
    """All, the highest level first; ``clause_count`` says how many clauses of it are registered."""
    found: QuerySet[PolicyDocument] = PolicyDocument.objects.annotate(clause_count=Count("clauses"))
    return sorted(found, key=lambda document: (_LEVELS.index(document.level), document.title))


def clause_lines(
    document: PolicyDocument, *, today: date, language: str, configured: bool
) -> list[ClauseLine]:
    """The clauses in order; what rests on each is read for those who may (``configured``)."""
    clauses = list(document.clauses.all())
    if not configured:
        return [ClauseLine(clause, depth_of(clause.place)) for clause in clauses]
    lines, parameters = lines_by_clause(language), _parameters(today, language)
    running = running_by_clause()
    return [
        ClauseLine(
            clause,
            depth_of(clause.place),
            lines.get(clause.pk, []),
            parameters.get(clause.pk, []),
            running.get(clause.pk, 0),
        )
        for clause in clauses
    ]


def history(document: PolicyDocument) -> list[Event]:
    return list(Event.objects.filter(chain=document.pk).select_related("by"))


def depth_of(place: str) -> int:
    """How far a clause is set in: 0 for a part, 1 for 三（一）, 2 for 三（一）2."""
    return 0 if "（" not in place else 1 if place.endswith("）") else 2


def _parameters(today: date, language: str) -> Mapping[int, list[ParameterOn]]:
    values = values_on(today)
    resolved = resolve(found.clause for found in values.values())
    by_clause: dict[int, list[ParameterOn]] = {}
    for code, found in values.items():
        for cited in resolved[found.clause].cited:
            by_clause.setdefault(cited.clause.pk, []).append(_on(code, found, language))
    return by_clause


def _on(code: str, found: InForce, language: str) -> ParameterOn:
    known = declared(code)
    title = known.title_en if language.startswith("en") else known.title
    return ParameterOn(code, title, in_words(known, found.value, language), found.demonstration)
