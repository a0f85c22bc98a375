"""One paper: its facts for who sees the row, its bytes for who may open them, its renewal for its owner."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.expiry.lines import Effect, effects_on, line_of
from casework.expiry.services.renewal import renew_early, renewable
from casework.expiry.thresholds import alert_days
from casework.organisations.current import standing
from casework.organisations.models import Person
from casework.papers.models import Paper
from casework.papers.naming import reads_names
from casework.papers.policies import OWNERS
from casework.papers.services import sensitive
from casework.papers.wording import FACT_NAMES
from documents.responses import download
from documents.services import VersionNotAvailable
from storage import ObjectMissing, StoreUnavailable

_AWAY = 503


def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _found(request, pk))


def open_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """POST with a reason for a sensitive paper, and the view is recorded; GET is enough for any other."""
    found, here = _found(request, pk), standing(request)
    if found.type.is_sensitive and request.method != "POST":
        return redirect("vendors:paper:detail", pk=pk)
    try:
        version = sensitive.open(
            paper=found,
            reason=request.POST.get("reason", ""),
            standing=here,
            by=cast(Person, request.user),
            at=timezone.now(),
        )
        answer = download(version, inline=True)
    except sensitive.MayNotOpen as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except sensitive.ReasonTooShort as refusal:
        return _page(request, found, error=str(refusal), status=422)
    except VersionNotAvailable:
        return _page(request, found, error=_("这份材料还没有文件。"), status=404)
    except (StoreUnavailable, ObjectMissing):
        return _page(request, found, error=_("文件库暂时连不上，请过几分钟再看。"), status=_AWAY)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The owner asks to hand in another before it runs out, or after."""
    found, here = _found(request, pk), standing(request)
    if str(found.subject_id) not in here.organisations(OWNERS):
        raise PermissionDenied
    case = renew_early(paper=found, at=timezone.now())
    if case is None:
        messages.warning(request, _("没有有效的入校许可用到这份材料，现在不用更新；下次申请时再上传。"))
        return redirect("vendors:paper:detail", pk=pk)
    return redirect("cases:case", case_id=case.pk)


def _found(request: HttpRequest, pk: UUID) -> Paper:
    beside = ("subject", "instructor", "document", "verified_by")
    visible = Paper.objects.visible_to(standing(request)).select_related(*beside)
    return get_object_or_404(visible, pk=pk)


def _page(request: HttpRequest, found: Paper, *, error: str = "", status: int = 200) -> HttpResponse:
    here = standing(request)
    may_open = sensitive.may_open(found, here)
    is_owner = str(found.subject_id) in here.organisations(OWNERS)
    effect = effects_on([found]).get(found.pk, Effect.NOTHING)
    own = here.is_member(str(found.subject_id))
    line = line_of(found, here.day, warned_from=alert_days(here.day)[-1], effect=effect, is_owner=own)
    shown = {
        "paper": found,
        "line": line,
        "facts": _facts(found) if may_open else [],
        "may_open": may_open,
        "reads_names": may_open or reads_names(here),
        "may_renew": is_owner and line.needs_renewal and renewable(found) is not None,
        "version": found.version,
        "error": error,
    }
    return render(request, "expiry/paper_detail.html", shown, status=status)


def _facts(found: Paper) -> list[tuple[str, Any]]:
    said = [(str(FACT_NAMES[fact]), getattr(found, fact)) for fact in found.type.facts if fact != "valid_to"]
    return [(name, "、".join(value) if isinstance(value, list) else value) for name, value in said if value]
