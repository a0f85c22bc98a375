"""The form builder: the fields of a form as a list, one of them at a time in words, and the form beside it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.changes.authoring import outline
from casework.changes.authoring.field_lines import field_lines
from casework.changes.authoring.fields import FieldForm
from casework.changes.authoring.files import FORM
from casework.changes.authoring.form_preview import faults_of, form_preview
from casework.changes.authoring.heads import HeadForm
from casework.changes.authoring.outline import NoSuchField, Raw, as_object, as_text
from casework.changes.authoring.own_names import own_names
from casework.changes.authoring.saving import NotSaved, Opened, opened, revision_in, save
from casework.changes.authoring.wording import KINDS
from processes.forms.reading import COLUMNS

STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    """GET the form, or one field of it (``at``); POST ``act``: field, head, add, up, down, remove, preview."""
    here = opened(request, pk, draft, path, FORM.matches)
    raw = as_object(here.file.content)
    try:
        return _act(request, here, raw) if request.method == "POST" else _page(request, here, raw)
    except NoSuchField:
        raise Http404 from None


def _act(request: HttpRequest, here: Opened, raw: Raw) -> HttpResponse:
    act, at = request.POST.get("act", ""), request.POST.get("at", "")
    if act in {"field", "preview"}:
        return _field(request, here, raw, at, keep=act == "field")
    if act == "head":
        return _head(request, here, raw)
    if act == "add":
        return _add(request, here, raw, at)
    if act in STEPS:
        return _changed(request, here, outline.move(raw, at, STEPS[act]), _beside(at))
    if act == "remove":
        return _changed(request, here, outline.remove(raw, at), _beside(at))
    raise Http404


def _field(request: HttpRequest, here: Opened, raw: Raw, at: str, *, keep: bool) -> HttpResponse:
    typed = FieldForm(outline.find(raw, at), is_column="." in at, data=request.POST)
    if not typed.is_valid():
        return _page(request, here, raw, at=at, field=typed, status=422)
    made = typed.made()
    changed = outline.put(raw, at, made)
    if not keep:
        return _preview(request, here, changed)
    if found := _new_faults(here, raw, changed):
        typed.blame(found)
        return _page(request, here, raw, at=at, field=typed, status=422)
    try:
        save(request, here, as_text(changed), revision=revision_in(request))
    except NotSaved as refused:
        return _page(request, here, raw, at=at, field=typed, refused=refused)
    return redirect(_address(here, _beside(at)))


def _head(request: HttpRequest, here: Opened, raw: Raw) -> HttpResponse:
    typed = HeadForm(raw, data=request.POST)
    if not typed.is_valid():
        return _page(request, here, raw, head=typed, status=422)
    changed = typed.made()
    if found := _new_faults(here, raw, changed):
        for sentence in found:
            typed.add_error(None, sentence)
        return _page(request, here, raw, head=typed, status=422)
    try:
        save(request, here, as_text(changed), revision=revision_in(request))
    except NotSaved as refused:
        return _page(request, here, raw, head=typed, refused=refused)
    return redirect(_address(here))


def _add(request: HttpRequest, here: Opened, raw: Raw, table: str) -> HttpResponse:
    kind, name = request.POST.get("type", ""), outline.new_name(raw, table)
    if kind not in (COLUMNS if table else KINDS):
        raise Http404
    made: Raw = {"name": name, "type": kind, "label": {"zh": _("新的%(kind)s") % {"kind": KINDS[kind]}}}
    made |= _FIRST.get(kind, {})
    return _changed(request, here, outline.add(raw, made, table=table), f"{table}.{name}" if table else name)


# What a field of the kind cannot be without.
_FIRST: Mapping[str, Raw] = {
    "choice": {"options": [{"value": "yes", "label": "是"}, {"value": "no", "label": "否"}]},
    "choices": {"options": [{"value": "a", "label": "甲"}, {"value": "b", "label": "乙"}]},
    "table": {"columns": [{"name": "field_1", "type": "text", "label": "内容"}]},
    "checklist": {"groups": [{"items": [{"code": "A-1", "text": "第一项"}]}]},
}


def _changed(request: HttpRequest, here: Opened, changed: Raw, at: str) -> HttpResponse:
    try:
        save(request, here, as_text(changed), revision=revision_in(request))
    except NotSaved as refused:
        return _page(request, here, as_object(here.file.content), refused=refused)
    return redirect(_address(here, at))


def _new_faults(here: Opened, before: Raw, after: Raw) -> list[str]:
    """What the check says now and did not say before; older faults of other fields do not stop anybody."""
    known = faults_of(here.key, as_text(before))
    return [
        sentence
        for name, sentences in faults_of(here.key, as_text(after)).items()
        for sentence in sentences
        if sentence not in known.get(name, [])
    ]


def _preview(request: HttpRequest, here: Opened, raw: Raw) -> HttpResponse:
    context = {"preview": form_preview(here.key, as_text(raw), at=timezone.now(), language=_language())}
    return render(request, "changes/_form_preview.html", context)


def _page(
    request: HttpRequest,
    here: Opened,
    raw: Raw,
    *,
    at: str | None = None,
    field: FieldForm | None = None,
    head: HeadForm | None = None,
    refused: NotSaved | None = None,
    status: int = 200,
) -> HttpResponse:
    at = request.GET.get("at", "") if at is None else at
    found = outline.find(raw, at) if at else None
    if found is not None and field is None:
        field = FieldForm(found, is_column="." in at)
    is_table = found is not None and found.get("type") == "table"
    preview = form_preview(here.key, here.file.content, at=timezone.now(), language=_language())
    context: dict[str, Any] = {
        "here": here,
        "at": at,
        "field": field,
        "head": head or HeadForm(raw),
        "own_names": own_names(raw, at) if found is not None else "",
        "open_head": head is not None or "head" in request.GET,
        "lines": field_lines(raw, preview.faults),
        "columns": field_lines(raw, {}, table=at) if is_table else None,
        "kinds": [(kind, label) for kind, label in KINDS.items()],
        "column_kinds": [(kind, label) for kind, label in KINDS.items() if kind in COLUMNS],
        "preview": preview,
        "refused": refused,
        "revision": refused.revision if refused and refused.revision is not None else here.file.revision,
    }
    return render(request, "changes/form.html", context, status=refused.status if refused else status)


def _beside(at: str) -> str:
    """The page to go on with: the table of a column, or the whole form."""
    return at.rpartition(".")[0]


def _address(here: Opened, at: str = "") -> str:
    return reverse("changes:form", args=here.arguments) + (f"?{urlencode({'at': at})}" if at else "")


def _language() -> str:
    return get_language() or "zh-hans"
