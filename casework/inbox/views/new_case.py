"""Registering a new matter."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.services import NotOpened
from casework.inbox.forms import read_posted
from casework.inbox.registration.beginning import not_opened
from casework.inbox.registration.registering import register, registration_form, registration_schema
from casework.inbox.registration.rights import offices_of
from casework.inbox.viewer import viewer_of
from processes.forms import FormRejected


@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if not offices_of(viewer.standing):
        raise PermissionDenied(_("只有科室经办和督导可以登记问题。"))
    if request.method != "POST":
        return render(request, "inbox/new_case.html", {"form": registration_form(viewer)})
    raw = read_posted(registration_schema(viewer), request.POST)
    try:
        case = register(raw, viewer)
    except FormRejected as rejected:
        form = registration_form(viewer, raw, rejected.errors)
        return render(request, "inbox/new_case.html", {"form": form}, status=422)
    except NotOpened as failure:
        form = registration_form(viewer, raw, not_opened(failure))
        return render(request, "inbox/new_case.html", {"form": form}, status=503)
    messages.success(request, _("已登记，案号 %(number)s。") % {"number": case.number})
    return redirect("cases:case", case.pk)
