"""The papers that a person may see, each with what is to be done."""

from datetime import timedelta
from re import Match, fullmatch
from typing import Any

from django.db.models import F, Q, QuerySet

from casework.expiry.lines import Effect, effects_on, line_of
from casework.expiry.thresholds import alert_days
from casework.organisations.current import standing
from casework.organisations.views.lists import RegisterList
from casework.papers.models import Paper
from casework.papers.naming import reads_names
from casework.papers.policies import OWNERS
from documents.catalogue import document_types

_OVER = (Paper.State.REPLACED, Paper.State.VOID)


class PaperList(RegisterList):
    template_name = "expiry/paper_list.html"

    def get_queryset(self) -> QuerySet[Paper]:
        found: QuerySet[Paper] = super().get_queryset()
        found = found.select_related("subject", "instructor").order_by(
            F("valid_to").asc(nulls_last=True), "type_code", "created_at"
        )
        if term := self.get_search_term():
            named = [code for code, kind in document_types().items() if term in kind.zh or term in code]
            by_type = self.viewset.get_queryset(self.request).filter(type_code__in=named)
            found = (found | by_type.select_related("subject", "instructor")).distinct()
        if asked := self._ending():
            return found.filter(asked, state__in=[Paper.State.SUBMITTED, Paper.State.VALID])
        return found.filter(state=self.state) if self.state else found.exclude(state__in=_OVER)

    def _ending(self) -> Q:
        """``ends=0-7``: papers in force that end in so many days, and of one ``type``, as figures lead here."""
        days, type_code = self.ends, self.request.GET.get("type", "")
        if days is None:
            return Q()
        today = standing(self.request).day
        ends = Q(valid_to__gte=today + timedelta(int(days[1])), valid_to__lte=today + timedelta(int(days[2])))
        return ends & Q(type_code=type_code) if type_code in document_types() else ends

    @property
    def ends(self) -> Match[str] | None:
        return fullmatch(r"(\d{1,3})-(\d{1,3})", self.request.GET.get("ends", ""))

    @property
    def state(self) -> str:
        asked = self.request.GET.get("state", "")
        return asked if asked in Paper.State.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = standing(self.request)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        first = alert_days(here.day)[-1]
        papers = list(context["object_list"])
        effects = effects_on(papers)
        return context | {
            "lines": [
                line_of(
                    paper,
                    here.day,
                    warned_from=first,
                    effect=effects.get(paper.pk, Effect.NOTHING),
                    is_owner=here.is_member(str(paper.subject_id)),
                )
                for paper in papers
            ],
            "is_owner": bool(here.organisations(OWNERS)),
            "ends": self.ends and self.ends.groups(),
            "reads_names": reads_names(here),
            "states": Paper.State.choices,
            "state": self.state,
        }
