"""Every address: the shell's own pages, documents, and the site with the nouns of casework."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import JavaScriptCatalog, set_language

from config import pages
from config.login import Login, enter_as
from config.site import site

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("login/", login_not_required(Login.as_view()), name="login"),
    path("login/as/", login_not_required(enter_as), name="enter_as"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("jsi18n/", login_not_required(JavaScriptCatalog.as_view()), name="javascript-catalog"),
    path("licence/", login_not_required(pages.licence), name="licence"),
    path("documents/", include("documents.urls")),
    path("evidence/", include("casework.evidence.urls")),
    path("delegations/", include("casework.organisations.urls")),
    path("sampling/", include("casework.sampling.urls")),
    path("", include("casework.permits.urls")),
    path("", include("casework.publicity.urls")),
    path("", site.urls),
]

handler400 = "config.problems.bad_request"
handler403 = "config.problems.forbidden"
handler404 = "config.problems.not_found"
handler500 = "config.away.server_error"
