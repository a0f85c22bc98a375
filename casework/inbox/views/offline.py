"""The script that answers for the network where there is none; its place gives it the pages of tasks and no others."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

WORKER = Path(__file__).parent.parent / "static" / "inbox" / "worker.js"


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    return FileResponse(WORKER.open("rb"), content_type="text/javascript; charset=utf-8")
