"""Answers to whoever comes too late, or has no part in a submission."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from casework.guided.loading import NotYours, Over
from casework.guided.typed import beside_the_form, typed_here
from casework.inbox.step.loading import StepHidden
from casework.inbox.views.task import told_back
from documents.scripts import sentence

View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """For pages that people see."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Over as over:
            context = {"step": over.step, "typed": typed_here(over.step, request.POST)}
            return render(request, "inbox/gone.html", context, status=_gone(request))
        except StepHidden as hidden:
            return told_back(request, hidden, besides=beside_the_form(request.POST))
        except NotYours as refusal:
            typed = typed_here(refusal.step, request.POST)
            context = {"step": refusal.step, "reason": str(refusal), "typed": typed}
            return render(request, "inbox/refused.html", context, status=403)

    return answer


def _gone(request: HttpRequest) -> int:
    return 200 if request.method in {"GET", "HEAD"} else 409


def script(view: View) -> View:
    """For requests of a script, which reads sentences."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Over:
            return sentence(_("这次提交已经完成或取消，不能再改。请刷新页面查看。"), 409)
        except (NotYours, StepHidden) as refusal:
            return sentence(str(refusal), 403)

    return answer
