"""The editor of a decision table: its page, and what its script asks (``processes/frontend/tables.js``)."""

from typing import cast
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.changes.authoring.files import TABLE
from casework.changes.authoring.findings import findings_of
from casework.changes.authoring.saving import opened
from casework.changes.services import save_diagram
from casework.changes.views.script_saving import moved, state
from casework.organisations.models import Person
from documents.scripts import asked, sentence
from processes.decisions import InvalidDecision, read_decisions
from processes.services import DraftMovedOn, DraftTooLarge, NotADraftFile


@require_safe
def table(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    here = opened(request, pk, draft, path, TABLE.matches)
    return render(request, "changes/table.html", {"here": here, "title": TABLE.name(here.file.content)})


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> JsonResponse:
    """GET the table; POST {content, revision} to save it."""
    here = opened(request, pk, draft, path, TABLE.matches)
    if request.method == "GET":
        return JsonResponse({"content": here.file.content, **state(here.file)})
    try:
        said = asked(request)
        content, revision = said.get("content"), said.get("revision")
        if not isinstance(content, str) or not isinstance(revision, int) or isinstance(revision, bool):
            return sentence(_("浏览器发来的内容不完整，没有保存。请刷新页面再试。"), 400)
        kept = save_diagram(
            change=here.change, draft=here.draft, path=path, content=content, revision=revision,
            by=cast(Person, request.user), at=timezone.now(),
        )  # fmt: skip
    except (RequestDataTooBig, DraftTooLarge):
        return sentence(_("决策表超过 1 MB，没有保存，请拆成几个。"), 413)
    except NotADraftFile as refusal:
        return sentence(_("没有保存：%(reason)s") % {"reason": refusal}, 422)
    except DraftMovedOn as faster:
        return moved(faster.current, _("%(who)s在 %(time)s 改过这张表，您的改动还没有保存，都在这里。"))
    return JsonResponse(state(kept))


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> JsonResponse:
    """GET what is wrong with the table as it is saved; POST {content} judges a file that somebody wants to import."""
    here = opened(request, pk, draft, path, TABLE.matches)
    if request.method == "GET":
        return JsonResponse({"findings": findings_of(here.file.content)})
    try:
        content = asked(request).get("content")
        found = read_decisions(content.encode(errors="surrogatepass")) if isinstance(content, str) else {}
    except RequestDataTooBig:
        return sentence(_("文件超过 1 MB，请拆成几个。"), 413)
    except InvalidDecision as invalid:
        return sentence(str(invalid), 422)
    if not found:
        return sentence(_("文件里没有决策表。"), 422)
    return JsonResponse({"decisions": list(found)})
