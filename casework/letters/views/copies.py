"""收文: what came to an organisation, read and signed for there; and for officers, who has read what was sent."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.policies import OFFICERS
from casework.letters import copies
from casework.letters.models import Copy
from casework.letters.services.reading import receive_copy
from casework.organisations.current import standing
from documents.responses import download
from storage import ObjectMissing, StoreUnavailable

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = standing(request)
    officer = bool(here.organisations(OFFICERS))
    asked = request.GET.get("q", "").strip()[:80]
    rows = copies.sent(here, asked) if officer else copies.received(here, asked)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "officer": officer,
        "asked": asked,
        "page_obj": page,
        "paginator": page.paginator,
        "is_paginated": page.has_other_pages(),
    }
    return render(request, "letters/index.html", context)


@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    found = _copy(request, pk)
    may_sign = found.read_at is None and copies.may_sign(found, standing(request))
    return render(request, "letters/copy.html", {"copy": found, "may_sign": may_sign})


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    found, here = _copy(request, pk), standing(request)
    if not copies.may_sign(found, here):
        raise PermissionDenied(_("由收文单位的校长、负责人或经办签收。"))
    if receive_copy(copy=found, by=here.person, at=timezone.now()):
        messages.success(request, _("已签收。"))
    return redirect("letters:copy", pk)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    version = _copy(request, pk).letter.version
    try:
        return download(version, inline=False, range_header=request.headers.get("Range", ""))  # type: ignore[arg-type]
    except (StoreUnavailable, ObjectMissing):
        return render(request, "letters/away.html", {"pk": pk}, status=503)


@require_safe
def recipients(request: HttpRequest, letter_id: int) -> HttpResponse:
    """Who has read a letter to many, who has not."""
    letter = get_object_or_404(copies.sent(standing(request)), pk=letter_id)
    found = letter.copies.select_related("recipient", "read_by").order_by("read_at", "recipient__code")
    return render(request, "letters/recipients.html", {"letter": letter, "copies": found})


def _copy(request: HttpRequest, pk: int) -> Copy:
    visible = copies.visible_copies(standing(request)).exclude(letter__version=None)
    return get_object_or_404(
        visible.select_related("letter__version", "letter__case__office", "recipient", "read_by"), pk=pk
    )
