"""The pages of a submission: all steps at a glance, and one step at a time."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.calendar.services import Calendar
from casework.cases.services import NotAllowed, SomebodyWasFaster
from casework.guided.guide import Guide, Page, load_guide
from casework.guided.keeping import keep, typed_values
from casework.guided.loading import NotYours, Over, load_guided
from casework.guided.people import follow
from casework.guided.pressing import Pressed, press
from casework.guided.submitting import NotComplete, decision_of, submit
from casework.guided.suggestions import suggestions
from casework.guided.views.answers import page as answered
from casework.guided.views.saving import page_of
from casework.inbox.casefile.situation import waits
from casework.inbox.step.drafts import DraftNotKept, DraftTooLarge
from casework.inbox.step.following import next_place, what_happened
from casework.inbox.step.loading import Step, load_step
from casework.inbox.step.opening import mark_opened
from casework.inbox.viewer import viewer_of
from casework.inbox.views.task import in_words
from casework.papers.receipts import receipts_of
from casework.vendors.models import Category
from processes.forms import FormRejected
from processes.services import InstanceBlocked, StaleInstance
from storage import StoreUnavailable

Faults = Mapping[str, list[str]]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is to submit stands in the inbox."""
    return redirect("inbox:index")


@require_safe
@answered
def overview(request: HttpRequest, task_id: UUID) -> HttpResponse:
    step = load_guided(task_id, viewer_of(request))
    mark_opened(step)
    return render(request, "guided/overview.html", _around(load_guide(step)))


@require_http_methods(["GET", "HEAD", "POST"])
@answered
def step(request: HttpRequest, task_id: UUID, key: str) -> HttpResponseBase:
    """One step. A post saves all of it, and then does what its button says."""
    current = load_guided(task_id, viewer_of(request), posted=request.method == "POST")
    page_of(current, key)
    if request.method == "POST":
        try:
            return _posted(request, current, key)
        except DraftNotKept:
            raise Over(load_step(task_id, current.viewer)) from None
    mark_opened(current)
    return _show(request, load_guide(current), key)


def _posted(request: HttpRequest, current: Step, key: str) -> HttpResponseBase:
    wanted = page_of(current, key)
    try:
        kept = keep(current, wanted, request.POST)
    except DraftTooLarge:
        typed = load_guide(current, typed_values(current, request.POST, wanted))
        return _show(request, typed, key, {"": [_("内容太多，放不下了，请精简后再保存。")]}, 422)
    if kept.changes_roster:
        follow(current)
    pressed = press(current, request.POST, request.FILES)
    faults = kept.refused | dict(pressed.faults if pressed else {})
    if pressed is None and not kept.refused:
        return _go_on(request, current, key)
    if not faults:
        return _back(request, current, key, pressed)
    return _show(request, load_guide(current), key, faults, 422)


def _back(request: HttpRequest, current: Step, key: str, pressed: Pressed | None) -> HttpResponseBase:
    if pressed and pressed.said:
        messages.success(request, pressed.said)
    place = reverse("guided:step", args=[current.task.pk, key])
    return redirect(f"{place}#{pressed.anchor}" if pressed else place)


def _go_on(request: HttpRequest, current: Step, key: str) -> HttpResponseBase:
    if "send" in request.POST:
        return _send(request, current, key)
    target = request.POST.get("go", "")
    known = {page.key for page in current.schema.steps}
    return redirect("guided:step", current.task.pk, target if target in known else key)


def _send(request: HttpRequest, current: Step, key: str) -> HttpResponseBase:
    guide = load_guide(current)
    try:
        outcome, receipt = submit(guide, decision_of(current, request.POST["send"]))
    except NotComplete:
        return _show(request, guide, key, {"": [_("还有没填好的地方，都列在下面，填好再提交。")]}, 422)
    except FormRejected as rejected:
        return _show(request, guide, key, rejected.errors, 422)
    except SomebodyWasFaster:
        raise Over(load_step(current.task.pk, current.viewer)) from None
    except NotAllowed as reason:
        raise NotYours(current, str(reason)) from None
    except (StaleInstance, InstanceBlocked, StoreUnavailable) as trouble:
        return _show(request, guide, key, {"": [in_words(trouble)]}, 503)
    messages.success(request, what_happened(outcome, current.viewer))
    if receipt is None:
        return redirect(next_place(outcome, current.viewer))
    return redirect("guided:receipt", outcome.case.pk, receipt.ordinal)


def _show(
    request: HttpRequest, guide: Guide, key: str, faults: Faults | None = None, status: int = 200
) -> HttpResponse:
    """``faults`` by the name of the field; "" stands above the page. What was posted comes back beside its fault."""
    page = guide.page(key)
    if page is None:
        raise Http404
    context = _around(guide) | _beside(guide, page)
    context |= {
        "page": page,
        "faults": faults or {},
        "typed": request.POST,
        "suggestions": suggestions(guide, page, reading=request.GET.get("read", "")),
    }
    return render(request, "guided/step.html", context, status=status)


def _around(guide: Guide) -> dict[str, object]:
    step = guide.step
    wait = waits(step.case, [step.task], step.viewer, Calendar.load())[0]
    return {
        "guide": guide,
        "step": step,
        "wait": wait,
        "receipts": receipts_of(step.case),
        "categories": Category.choices,
    }


def _beside(guide: Guide, page: Page) -> dict[str, object]:
    place = page.number - 1
    return {
        "before": guide.pages[place - 1] if place else None,
        "after": guide.pages[place + 1] if place + 1 < len(guide.pages) else None,
    }
