"""The letter editor: a document with inputs, the names that it may use, and the page that comes of it."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.changes.authoring.files import FORM, LETTER
from casework.changes.authoring.letter_clauses import clause_faults
from casework.changes.authoring.letter_form import letter_from, rearranged, shown_parts
from casework.changes.authoring.letter_preview import faults_of, letter_preview, sample
from casework.changes.authoring.outline import Raw, as_object, as_text
from casework.changes.authoring.placeholders import Name, labels_of, names_as_json, names_for
from casework.changes.authoring.saving import NotSaved, Opened, opened, revision_in, save
from casework.changes.authoring.wording import LAYOUTS, STYLES
from casework.policy.citing import with_citations
from documents.letters import render as word
from processes.letters import InvalidLetter, read_letter

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    """POST everything that stands in the inputs, with ``act``: save, preview, or what becomes of a part (``up:2``)."""
    here = opened(request, pk, draft, path, LETTER.matches)
    before = as_object(here.file.content)
    if request.method == "GET":
        return _page(request, here, before)
    act = request.POST.get("act", "save")
    typed = letter_from(request.POST, before, here.key)
    if act == "preview":
        return _preview(request, here, typed)
    if act != "save":
        return _page(request, here, rearranged(typed, act), unsaved=True)
    if faults := _new_faults(here, typed):
        return _page(request, here, typed, faults=faults, unsaved=True, status=422)
    try:
        save(request, here, as_text(typed), revision=revision_in(request))
    except NotSaved as refused:
        return _page(request, here, typed, refused=refused, unsaved=True)
    return redirect("changes:letter", *here.arguments)


@require_safe
def produced(request: HttpRequest, pk: UUID, draft: UUID, path: str) -> HttpResponse:
    """The letter in Word, laid out as it will be, with sample values."""
    here = opened(request, pk, draft, path, LETTER.matches)
    try:
        definition = read_letter(here.key, here.file.content.encode())
    except InvalidLetter:
        raise Http404 from None
    labels, scenarios = labels_of(_names(here)), _scenarios(here)
    content = word(sample(definition, labels, at=timezone.localtime(), scenarios=scenarios))
    name = quote(_("样张 %(key)s.docx") % {"key": here.key})
    disposition = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(content, content_type=WORD, headers=disposition)


def _names(here: Opened) -> list[Name]:
    """Only the forms are read: a preview follows every pause of whoever types."""
    forms = dict(here.draft.files.filter(path__contains="/forms/").values_list("path", "content"))
    return names_for({path: text for path, text in forms.items() if FORM.matches(path)})


def _scenarios(here: Opened) -> list[str]:
    """Those of the process itself, whose answers fill the preview."""
    found = here.draft.files.filter(path__startswith=f"{here.draft.folder}/scenarios/").order_by("path")
    return list(found.values_list("content", flat=True))


def _new_faults(here: Opened, typed: Raw) -> list[tuple[str, str]]:
    """What the reader says now and did not say before, and paragraphs that rest on what cannot be cited."""
    before = faults_of(here.key, here.file.content)
    found = [fault for fault in faults_of(here.key, as_text(typed)) if fault not in before]
    return [*found, *clause_faults(typed, timezone.localdate())]


def _preview(request: HttpRequest, here: Opened, typed: Raw) -> HttpResponse:
    labels = labels_of(_names(here))
    preview = letter_preview(
        here.key, as_text(typed), labels, at=timezone.localtime(), scenarios=_scenarios(here)
    )
    return render(request, "changes/_letter_preview.html", {"preview": preview})


def _page(
    request: HttpRequest,
    here: Opened,
    raw: Raw,
    *,
    faults: list[tuple[str, str]] | None = None,
    refused: NotSaved | None = None,
    unsaved: bool = False,
    status: int = 200,
) -> HttpResponse:
    names = _names(here)
    revision = revision_in(request) if request.method == "POST" else here.file.revision
    context: dict[str, Any] = {
        "here": here,
        "raw": raw,
        "lists": {name: "\n".join(map(str, raw.get(name, []))) for name in ("attachments", "reply_slip")},
        "parts": with_citations(shown_parts(raw), timezone.localdate()),
        "layouts": list(LAYOUTS.items()),
        "styles": list(STYLES.items()),
        "names": names,
        "own_names": names_as_json(names),
        "preview": letter_preview(
            here.key, as_text(raw), labels_of(names), at=timezone.localtime(), scenarios=_scenarios(here)
        ),
        "faults": faults or [],
        "refused": refused,
        "unsaved": unsaved,
        "revision": refused.revision if refused and refused.revision is not None else revision,
    }
    return render(request, "changes/letter.html", context, status=refused.status if refused else status)
