"""Vendors in the shell: who is in the library, who may enter which school, and the papers of both."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from viewflow.urls import Application

from casework.cases.policies import OFFICERS
from casework.expiry.views import papers
from casework.expiry.views.lists import PaperList
from casework.library.register import LibraryRegister
from casework.organisations.models import Role
from casework.organisations.standing import Standing
from casework.organisations.viewset import Register
from casework.papers.models import Paper
from casework.papers.policies import OWNERS
from casework.permits.policies import SCHOOL_READERS
from casework.permits.register import PermitRegister

_KEEPERS = (Role.PROCESS_MANAGER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class PaperRegister(Register):
    app_name = "paper"
    title = _("证照材料")
    icon = "folder_shared"
    model = Paper
    list_view_class = PaperList
    list_search_fields = ("number", "holder", "subject__name", "subject__search_text")

    @property
    def detail_path(self) -> URLPattern:
        return path("<uuid:pk>/detail/", require_safe(papers.paper), name="detail")

    @property
    def open_path(self) -> URLPattern:
        view = require_http_methods(["GET", "HEAD", "POST"])(papers.open_file)
        return path("<uuid:pk>/open/", view, name="open")

    @property
    def renew_path(self) -> URLPattern:
        return path("<uuid:pk>/renew/", require_POST(papers.renew), name="renew")


class Vendors(Application):  # type: ignore[misc]
    app_name = "vendors"
    title = _("校外师资")
    icon = "badge"
    viewsets = (LibraryRegister(), PermitRegister(), PaperRegister())

    def visible_to(self, standing: Standing) -> bool:
        return standing.has(*(OFFICERS - set(_KEEPERS)), *SCHOOL_READERS, *OWNERS)


applications = [Vendors()]
