"""What a script of a page asks and is told: JSON in, JSON or a sentence out."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

AWAY = 503


def asked(request: HttpRequest) -> Mapping[str, Any]:
    """The object that was sent; nothing where it is none."""
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def sentence(text: str, status: int) -> JsonResponse:
    """``error`` is what upload.js shows beside a file, and guide.js beside the state of saving."""
    return JsonResponse({"error": text}, status=status)


def store_away() -> JsonResponse:
    return sentence(_("文件库暂时连不上，请过几分钟再上传，已填的内容不会丢。"), AWAY)
