"""Why a permit ends when it does: the least of contract, term and insurance (P02 step 17)."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.papers.models import Requirement
from casework.permits.models import Application

INSURANCE = "DT-231"


@dataclass(frozen=True)
class Bound:
    """One of the days that a permit may not outlast."""

    label: str | Promise
    ends_on: date


def bounds(application: Application) -> list[Bound]:
    """Those that are known, the earliest first."""
    insured = Requirement.objects.filter(case=application.pk, type_code=INSURANCE).select_related("paper")
    ends = [row.paper.ends_on for row in insured if row.paper and row.paper.ends_on]
    found = [Bound(_("学期结束"), application.term_ends_on)]
    if application.contract_ends_on:
        found.append(Bound(_("合同到期"), application.contract_ends_on))
    if ends:
        found.append(Bound(_("意外保险到期"), min(ends)))
    return sorted(found, key=lambda bound: bound.ends_on)


def least_end(application: Application) -> date:
    """The last day that a permit on ``application`` may have."""
    return bounds(application)[0].ends_on
