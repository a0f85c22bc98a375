"""Beginning a matter that a process offers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.cases.services import Beginning, NotAllowed, NotOpened, begin, begin_many
from casework.inbox.forms import read_posted
from casework.inbox.registration.beginning import (
    NothingToBegin,
    begin_form,
    not_opened,
    offered,
    places_to_begin,
    starters,
    ways_to_begin,
)
from casework.inbox.viewer import Viewer, viewer_of
from processes.forms import FormRejected


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = [(b, b.label(viewer.language), _help(b, viewer)) for b in offered(viewer)]
    if not found:
        raise PermissionDenied(_("您的岗位没有可以发起的事项。"))
    return render(request, "inbox/begin.html", {"offered": found})


@require_http_methods(["GET", "HEAD", "POST"])
def begin_one(request: HttpRequest, process_id: str, form: str) -> HttpResponse:
    viewer = viewer_of(request)
    try:
        ways = ways_to_begin(viewer, process_id, form)
    except NothingToBegin as missing:
        raise Http404 from missing
    several, asked = len(ways) > 1, request.POST.get("starter") or request.GET.get("starter", "")
    beginning = next((way for way in ways if asked in way.starters), None)
    if beginning is None:
        if several and request.method != "POST":
            return _choose_place(request, viewer, ways)
        if asked or several:
            raise PermissionDenied(_("您不能代表这个单位发起这一事项。"))
        beginning = ways[0]
    starter = asked or beginning.starters[0]
    if request.method != "POST":
        return _page(request, viewer, beginning, starter, several=several)
    raw = read_posted(beginning.form, request.POST)
    try:
        place = _begun(request, viewer, beginning, raw, starter)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except FormRejected as rejected:
        back, status = rejected.errors, 422
    except NotOpened as failure:
        back, status = not_opened(failure), 503
    else:
        return redirect(place)
    return _page(request, viewer, beginning, starter, several=several, raw=raw, sentences=back, status=status)


def _begun(
    request: HttpRequest, viewer: Viewer, beginning: Beginning, raw: Mapping[str, Any], starter: str
) -> str:
    """Begin it; the address of what came of it."""
    asked: dict[str, Any] = {"beginning": beginning, "raw": raw, "starter": starter}
    if beginning.is_for_many:
        batch = begin_many(**asked, by=viewer.person, at=viewer.now)
        return reverse("batches:batch", args=[batch.pk])
    case = begin(**asked, by=viewer.person, at=viewer.now)
    messages.success(request, _("已发起，案号 %(number)s。") % {"number": case.number})
    return reverse("cases:case", args=[case.pk])


def _page(
    request: HttpRequest,
    viewer: Viewer,
    beginning: Beginning,
    starter: str,
    *,
    several: bool,
    raw: Mapping[str, Any] | None = None,
    sentences: Mapping[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": begin_form(viewer, beginning, starter, raw, sentences),
        "label": beginning.label(viewer.language),
        "starters": starters(beginning),
        "starter": starter,
        "draft_key": "-".join([*beginning.key, *([str(beginning.version.number)] if several else [])]),
        "several": several,
    }
    return render(request, "inbox/begin_form.html", context, status=status)


def _choose_place(request: HttpRequest, viewer: Viewer, ways: Sequence[Beginning]) -> HttpResponse:
    """For which organisation, before anything is filled in: the forms of two versions differ."""
    context = {"label": ways[0].label(viewer.language), "places": places_to_begin(ways)}
    return render(request, "inbox/begin_for.html", context)


def _help(beginning: Beginning, viewer: Viewer) -> str:
    said = beginning.form.help
    return said.in_language(viewer.language) if said else ""
