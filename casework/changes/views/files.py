"""All files of a draft by kind, each to its page; new ones, and plain files to take away and bring back."""

from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from casework.changes.authoring.beginnings import NewFileForm
from casework.changes.authoring.files import (
    DIAGRAM,
    FORM,
    LETTER,
    SCENARIO,
    TABLE,
    FileKind,
    FileLine,
    file_groups,
)
from casework.changes.authoring.saving import NotSaved, draft_of, remove, revision_in, save_at
from casework.changes.models import ChangeSet
from casework.changes.policies import may_edit
from casework.changes.views.changes import editable
from casework.organisations.current import standing
from processes.models import Draft

REMOVABLE = (FORM, LETTER, TABLE, SCENARIO)


@dataclass(frozen=True)
class Line:
    """A file with the addresses of its page (empty without one) and of the file itself."""

    line: FileLine
    address: str
    export: str
    is_script: bool
    may_remove: bool


@require_http_methods(["GET", "POST"])
def files(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    """GET the list; POST ``act``: add a file, or remove the one at ``path``."""
    change, found = draft_of(request, pk, draft)
    if request.method == "GET":
        return _page(request, change, found)
    editable(request, pk)
    if request.POST.get("act") == "remove":
        return _remove(request, change, found)
    form = NewFileForm(found, request.POST)
    if not form.is_valid():
        return _page(request, change, found, form=form, status=422)
    try:
        save_at(request, change, found, form.place(), form.content(), revision=0)
    except NotSaved as refused:
        return _page(request, change, found, form=form, refused=refused, status=refused.status)
    if DIAGRAM.matches(form.place()):
        return redirect(reverse("changes:editor", args=[pk, draft]) + f"?file={quote(form.place())}")
    kind = next(kind for kind in REMOVABLE if kind.matches(form.place()))
    return redirect(kind.view, pk, draft, form.place())


@require_safe
def export(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    """The file as other programs read it."""
    _change, found = draft_of(request, pk, draft)
    kept = get_object_or_404(found.files, path=path)
    kind = "application/json" if path.endswith(".json") else "application/xml"
    name = quote(f"{found.folder}-{path.rpartition('/')[2]}")
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(kept.content, content_type=f"{kind}; charset=utf-8", headers=disposition)


def _remove(request: HttpRequest, change: ChangeSet, draft: Draft) -> HttpResponse:
    path = request.POST.get("path", "")
    if not any(kind.matches(path) for kind in REMOVABLE):
        raise Http404
    try:
        remove(request, change, draft, path, revision=revision_in(request))
    except NotSaved as refused:
        return _page(request, change, draft, refused=refused, status=refused.status)
    return redirect("changes:files", change.pk, draft.pk)


def _page(
    request: HttpRequest,
    change: ChangeSet,
    draft: Draft,
    *,
    form: NewFileForm | None = None,
    refused: NotSaved | None = None,
    status: int = 200,
) -> HttpResponse:
    groups = [
        {
            "kind": group.kind,
            "changed": group.changed,
            "lines": [_line(group.kind, line, draft) for line in group.lines],
        }
        for group in file_groups(draft)
    ]
    context = {
        "change": change,
        "draft": draft,
        "groups": groups,
        "may_edit": may_edit(standing(request), change),
        "form": form or NewFileForm(draft),
        "refused": refused,
    }
    return render(request, "changes/files.html", context, status=status)


def _line(kind: FileKind, line: FileLine, draft: Draft) -> Line:
    arguments = [draft.key, draft.pk, line.path]
    address = ""
    if line.file and kind is DIAGRAM:
        address = reverse("changes:editor", args=arguments[:2]) + f"?file={quote(line.path)}"
    elif line.file and kind.view:
        address = reverse(kind.view, args=arguments)
    export_url = reverse("changes:export", args=arguments)
    return Line(
        line, address, export_url, kind in (DIAGRAM, TABLE), line.file is not None and kind in REMOVABLE
    )
