"""Logging in: by password, and in a demonstration by picking a role."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

Card = dict[str, str]
_BACKEND = "django.contrib.auth.backends.ModelBackend"


def cards() -> list[Card]:
    """The demonstration's roles as ``username, title, who, finds``; none outside a demonstration."""
    if not settings.DEMO or not find_spec("casework.demo.accounts"):
        return []
    return cast("list[Card]", import_module("casework.demo.accounts").cards())


class Login(LoginView):
    """Username and password; the demonstration's roles beside them."""

    template_name = "registration/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cards": cards(), "demo": settings.DEMO}

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        # The status tells Turbo to show the page, and everybody else that nobody was logged in.
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def enter_as(request: HttpRequest) -> HttpResponse:
    """Log in as one of the demonstration's roles, without a password. 404 outside a demonstration."""
    username = request.POST.get("username", "")
    if not any(card["username"] == username for card in cards()):
        raise Http404
    person = get_object_or_404(get_user_model(), username=username, is_active=True)
    login(request, person, backend=_BACKEND)
    return redirect(_wanted(request))


def _wanted(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else reverse("home")
