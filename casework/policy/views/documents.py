"""政策文件: everybody reads them; the process manager registers one and enters its dates."""

from typing import cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from casework.audit.kinds import sentence
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.policy.forms import DatesForm, DocumentForm
from casework.policy.models import PolicyDocument
from casework.policy.pages.documents import clause_lines, documents, history
from casework.policy.policies import may_read_configuration, may_register
from casework.policy.services import date_document, files_of, register_document
from casework.policy.services.files import FILE
from documents.catalogue import document_type


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    here = standing(request)
    context = {
        "documents": documents(),
        "today": here.day,
        "may_register": may_register(here),
        "may_read_parameters": may_read_configuration(here),
    }
    return render(request, "policy/documents.html", context)


@require_safe
def document(request: HttpRequest, pk: UUID) -> HttpResponse:
    return show(request, get_object_or_404(PolicyDocument.objects.select_related("replaces"), pk=pk))


def show(
    request: HttpRequest, found: PolicyDocument, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page of a document; ``refused`` says why a file was not taken, or not to be had."""
    here, language = standing(request), get_language() or "zh-hans"
    configured = may_read_configuration(here)
    events = history(found) if configured else []
    context = {
        "document": found,
        "superiors": found.superiors.all(),
        "files": files_of(found),
        "upload": document_type(FILE),
        "refused": refused,
        "lines": clause_lines(found, today=here.day, language=language, configured=configured),
        "configured": configured,
        "may_register": may_register(here),
        "today": here.day,
        "events": [(event.at, sentence(event, language)) for event in events],
    }
    return render(request, "policy/document.html", context, status=status)


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    by = _keeper(request)
    form = DocumentForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "policy/register.html", {"form": form}, status=status)
    made = register_document(**form.cleaned_data, by=by, at=timezone.now())
    return redirect("policy:document", pk=made.pk)


@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest, pk: UUID) -> HttpResponse:
    by = _keeper(request)
    found = get_object_or_404(PolicyDocument, pk=pk)
    first = {name: getattr(found, name) for name in ("issued_on", "effective_on", "ended_on")}
    form = DatesForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "GET" or not form.is_valid():
        status = 200 if request.method == "GET" else 422
        return render(request, "policy/dates.html", {"form": form, "document": found}, status=status)
    date_document(document=found, **form.cleaned_data, by=by, at=timezone.now())
    return redirect("policy:document", pk=pk)


def _keeper(request: HttpRequest) -> Person:
    if not may_register(standing(request)):
        raise PermissionDenied(gettext("只有流程管理员可以登记政策文件。"))
    return cast(Person, request.user)
