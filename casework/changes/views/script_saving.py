"""What a script that saves is told: as of when, or that somebody else was faster."""

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from processes.models import DraftFile

CLOCK = "%H:%M"


def state(kept: DraftFile) -> dict[str, object]:
    return {"revision": kept.revision, "at": timezone.localtime(kept.changed_at).strftime(CLOCK)}


def moved(current: DraftFile | None, text: str) -> JsonResponse:
    """409 with the revision to save over; ``text`` names who changed it and when."""
    if current is None:
        gone = _("这个文件已被别人删除。您的改动还在这里，可以另存到电脑，或者重新保存。")
        return JsonResponse({"error": gone, "revision": 0}, status=409)
    words = {"who": current.changed_by, "time": timezone.localtime(current.changed_at).strftime(CLOCK)}
    return JsonResponse({"error": text % words, "revision": current.revision}, status=409)
