"""The editor of a draft's diagrams: its page, and what its script asks (``processes/frontend/editor.js``)."""

from collections.abc import Iterable
from typing import cast
from urllib.parse import quote
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.changes.authoring.saving import draft_of
from casework.changes.editing.checking import problems_of
from casework.changes.editing.context import editor_context
from casework.changes.editing.importing import DiagramRefused, notes_on
from casework.changes.policies import may_edit
from casework.changes.services import save_diagram
from casework.changes.views.changes import editable
from casework.changes.views.script_saving import moved, state
from casework.organisations.current import standing
from casework.organisations.models import Person
from documents.scripts import asked, sentence
from processes.models import Draft
from processes.services import DraftMovedOn, DraftTooLarge, NotADraftFile, draft_bundle


@require_safe
def page(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    """``file`` and ``element`` say what to show first."""
    change, found = draft_of(request, pk, draft)
    wanted = request.GET.get("file", "")
    files = found.files.filter(path__endswith=".bpmn").values_list("path", flat=True)
    first = wanted if wanted in files else f"{found.folder}/process.bpmn"
    shown = {"first": first, "element": request.GET.get("element", "")}
    may = may_edit(standing(request), change)
    context = {"change": change, "draft": found, "may_edit": may, **shown}
    return render(request, "changes/editor.html", context)


@require_safe
def context(request: HttpRequest, pk: UUID, draft: UUID) -> JsonResponse:
    _change, found = draft_of(request, pk, draft)
    bundle = draft_bundle(found)
    return JsonResponse({**editor_context(bundle), "pages": _pages(pk, draft, bundle.files)})


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    return _save(request, pk, draft) if request.method == "POST" else _read(request, pk, draft)


@require_safe
def check(request: HttpRequest, pk: UUID, draft: UUID) -> JsonResponse:
    _change, found = draft_of(request, pk, draft)
    return JsonResponse({"problems": problems_of(draft_bundle(found), at=timezone.now())})


@require_POST
def take(request: HttpRequest, pk: UUID, draft: UUID) -> JsonResponse:
    """Judges a diagram that somebody wants to import; nothing is kept here."""
    get_object_or_404(Draft, pk=draft, key=editable(request, pk).pk)
    try:
        said = asked(request)
        return JsonResponse({"notes": notes_on(str(said.get("content", "")), str(said.get("name", "")))})
    except RequestDataTooBig:
        return sentence(_("文件超过 1 MB，请拆成几个流程。"), 413)
    except DiagramRefused as refusal:
        return sentence(str(refusal), 422)


def _pages(pk: UUID, draft: UUID, paths: Iterable[str]) -> dict[str, str]:
    """Where each form, letter and table of the draft is changed, by its path."""
    found = {}
    for path in paths:
        part = (
            "table"
            if path.endswith(".dmn")
            else {"forms": "form", "letters": "letter"}.get(path.split("/")[1])
        )
        if part is not None:
            found[path] = reverse(f"changes:{part}", args=[pk, draft, path])
    return found


def _read(request: HttpRequest, pk: UUID, draft: UUID) -> HttpResponse:
    _change, found = draft_of(request, pk, draft)
    path = request.GET.get("path", "")
    if not path.endswith(".bpmn"):
        raise Http404
    kept = get_object_or_404(found.files, path=path)
    if "download" in request.GET:
        name = quote(f"{found.folder}-{path.rpartition('/')[2]}")
        disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return HttpResponse(kept.content, content_type="application/xml", headers=disposition)
    return JsonResponse({"content": kept.content, **state(kept)})


def _save(request: HttpRequest, pk: UUID, draft: UUID) -> JsonResponse:
    change = editable(request, pk)
    found = get_object_or_404(Draft, pk=draft, key=change.pk)
    try:
        said = asked(request)
        path, content, revision = (said.get(key) for key in ("path", "content", "revision"))
        if not (isinstance(path, str) and isinstance(content, str) and isinstance(revision, int)):
            return sentence(_("浏览器发来的内容不完整，没有保存。请刷新页面再试。"), 400)
        by = cast(Person, request.user)
        kept = save_diagram(
            change=change,
            draft=found,
            path=path,
            content=content,
            revision=revision,
            by=by,
            at=timezone.now(),
        )
    except (RequestDataTooBig, DraftTooLarge):
        return sentence(_("流程图超过 1 MB，没有保存，请拆成几个流程。"), 413)
    except NotADraftFile as refusal:
        return sentence(_("没有保存：%(reason)s") % {"reason": refusal}, 422)
    except DraftMovedOn as faster:
        return moved(faster.current, _("%(who)s在 %(time)s 改过这张图，您的改动还没有保存，都在这里。"))
    return JsonResponse(state(kept))
