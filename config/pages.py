"""Pages that belong to no noun."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from config.shell import Shell

SOURCE = "https://www.gnu.org/licenses/agpl-3.0.html"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the person's menu; a page that says so where there is none."""
    menu = Shell(request).menu
    return redirect(menu[0].url) if menu else render(request, "banjie/home.html")


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Where the source is and under which licence, as section 13 of the AGPL asks."""
    return render(request, "banjie/licence.html", {"licence_url": SOURCE})
