"""What anybody may read: what is shown before it takes effect, and letters that are public (domain.md §4.4 rule 8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.calendar.wording.dates import full_date
from casework.publicity.models import Publication
from documents.models import DocumentVersion
from documents.responses import download
from storage import ObjectMissing, StoreUnavailable


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """Everything that is shown today, until when, and which office takes objections; then the letters."""
    today, language = localdate(), get_language() or "zh-hans"
    found = list(Publication.objects.shown_on(today).select_related("case__office", "letter"))
    context = {
        "rows": [_row(one, language) for one in found if one.letter is None],
        "letters": [_row(one, language) for one in found if one.letter is not None],
        "today": full_date(today, language),
    }
    return render(request, "publicity/shown.html", context)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The letter itself, while it is public."""
    public = Publication.objects.shown_on(localdate()).filter(pk=pk)
    version = get_object_or_404(DocumentVersion, letter__publication__in=public)
    try:
        return download(version, inline=False, range_header=request.headers.get("Range", ""))
    except (StoreUnavailable, ObjectMissing):
        return render(request, "publicity/away.html", status=503)


def _row(publication: Publication, language: str) -> dict[str, Any]:
    table = publication.rows or {}
    return {
        "pk": publication.pk,
        "title": publication.title,
        "text": publication.text,
        "columns": table.get("columns", []),
        # Each cell with its heading: on a phone a line is a card.
        "cells": [list(zip(table["columns"], cells, strict=True)) for cells in table.get("cells", [])],
        "number": publication.letter.number if publication.letter else "",
        "since": full_date(publication.starts_on, language),
        "until": full_date(publication.ends_on, language),
        "office": publication.case.office.name,
    }
