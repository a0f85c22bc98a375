"""流程版本: every version that was ever published can be read, compared with any other, and taken along as plain files."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from casework.changes.comparing import Address, compare
from casework.changes.comparing.reading import read
from casework.changes.pages.pointing import pointed
from casework.changes.pages.versions import shelf, siblings
from casework.changes.policies import may_read_changes
from casework.organisations.current import standing
from processes.models import DefinitionFile, ProcessVersion
from processes.services import version_bundle

_TYPES = {".bpmn": "application/xml", ".dmn": "application/xml", ".json": "application/json"}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    _may_read(request)
    return render(request, "changes/versions.html", {"shelf": shelf(standing(request).day)})


@require_safe
def version(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _version(request, pk)
    bundle = version_bundle(found)
    context = {
        "version": found,
        "reading": read(bundle),
        "siblings": siblings(found),
        "pointed": pointed(bundle, request.GET.get("file", ""), request.GET.get("at", "")),
    }
    return render(request, "changes/version.html", context)


@require_safe
def against(request: HttpRequest, pk: UUID, other: UUID) -> HttpResponse:
    """The older of the two is what there was before."""
    pair = sorted((_version(request, pk), _version(request, other)), key=lambda one: one.number)
    if pair[0].process_id != pair[1].process_id:
        raise Http404
    one, two = pair
    compared = compare(version_bundle(one), version_bundle(two), was=_drawing(one), now=_drawing(two))
    return render(request, "changes/against.html", {"one": one, "two": two, "compared": compared})


@require_safe
def file(request: HttpRequest, pk: UUID, path: str) -> HttpResponse:
    """One file as it was published; other modelers open it unchanged."""
    found = get_object_or_404(DefinitionFile, version=_version(request, pk), path=path)
    answer = HttpResponse(found.content, content_type=_TYPES[PurePosixPath(path).suffix])
    if "download" in request.GET:
        answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(PurePosixPath(path).name)}"
    return answer


@require_safe
def archive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All files of a version as one zip, the same bytes every time."""
    found = _version(request, pk)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as folder:
        for path, content in sorted(version_bundle(found).files.items()):
            folder.writestr(zipfile.ZipInfo(path, _moment(found.deployed_at)), content)
    answer = HttpResponse(made.getvalue(), content_type="application/zip")
    name = f"{found.name}第{found.number}版.zip"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _moment(at: datetime) -> tuple[int, int, int, int, int, int]:
    found = at.astimezone(UTC)
    return found.year, found.month, found.day, found.hour, found.minute, found.second


def _drawing(version: ProcessVersion) -> Address:
    return lambda path: reverse("versions:file", args=[version.pk, path])


def _version(request: HttpRequest, pk: UUID) -> ProcessVersion:
    _may_read(request)
    return get_object_or_404(ProcessVersion.objects.select_related("deployed_by"), pk=pk)


def _may_read(request: HttpRequest) -> None:
    if not may_read_changes(standing(request)):
        raise PermissionDenied(gettext("流程版本由局里的科室、领导和流程管理员查看。"))
