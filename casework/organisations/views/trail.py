"""The audit log for the audit administrator: what happened, not what was written in it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.audit.kinds import name, registered, sentence
from casework.audit.models import Event
from casework.audit.naming import chain_called, names_of
from casework.audit.verification import verify
from casework.organisations.current import standing
from casework.organisations.policies import may_read_trail

PAGE = 50


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """Newest first, narrowed by ``kind``, ``day`` and ``chain``, told by its id or by the name of its matter; a chain
    that is named is checked as well.
    """
    if not may_read_trail(standing(request)):
        raise PermissionDenied
    asked = {name: request.GET.get(name, "").strip() for name in ("kind", "day", "chain")}
    chain = _parsed(UUID, asked["chain"]) or (chain_called(asked["chain"]) if asked["chain"] else None)
    page = Paginator(_events(asked, chain), PAGE).get_page(request.GET.get("page"))
    language = get_language() or "zh-hans"
    names = names_of({event.chain for event in page})
    context = {
        "asked": asked,
        "kinds": [(code, name(code, language)) for code in registered()],
        "lines": [
            (event, name(event.kind, language), sentence(event, language), names.get(event.chain, ""))
            for event in page
        ],
        "page_obj": page,
        "paginator": page.paginator,
        "is_paginated": page.has_other_pages(),
        "chain": chain,
        "broken": next(verify(chain), None) if chain else None,
    }
    return render(request, "organisations/trail.html", context)


def _events(asked: dict[str, str], chain: UUID | None) -> QuerySet[Event]:
    found = Event.objects.order_by("-pk")
    day = _parsed(date.fromisoformat, asked["day"])
    if asked["kind"] in registered():
        found = found.filter(kind=asked["kind"])
    if day is not None:
        found = found.filter(at__date=day)
    if asked["chain"]:
        found = found.filter(chain=chain) if chain else found.none()
    return found


def _parsed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None
