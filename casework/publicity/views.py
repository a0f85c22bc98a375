"""What anybody may read before it takes effect (domain.md §4.4 rule 8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from casework.calendar.wording.dates import full_date
from casework.publicity.models import Publication


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """Everything that is being shown today, until when, and which office takes objections."""
    today, language = localdate(), get_language() or "zh-hans"
    publications = Publication.objects.shown_on(today).select_related("case__office")
    rows = [
        {
            "title": publication.title,
            "text": publication.text,
            "until": full_date(publication.ends_on, language),
            "office": publication.case.office.name,
        }
        for publication in publications
    ]
    return render(request, "publicity/shown.html", {"rows": rows, "today": full_date(today, language)})
