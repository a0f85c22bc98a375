"""A move in plain words, and where a case stands before and after it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.cases.names import name_in
from processes.engine import Option, Way
from processes.services.rerouting import Standing
from processes.vocabulary import Element


def move_text(option: Option, language: str) -> str:
    """``把案件从“复查”送回“整改”`` and the like, in ``language``."""
    with override(language):
        words = {"from": _names(option.moved, language), "to": _name(option.target, language)}
        if option.move.way == Way.CLOSE:
            return _("结束“%(from)s”这一分支，其他分支照常办理") % words
        if option.move.way == Way.AGAIN:
            return _("把“%(to)s”从头再办一次") % words
        if option.move.way == Way.BACK:
            return _("把案件从“%(from)s”送回“%(to)s”") % words
        return _("把案件从“%(from)s”转到下一步“%(to)s”") % words


def left_out_text(option: Option, language: str) -> str:
    """What is passed over on the way, or nothing."""
    if not option.left_out:
        return ""
    return _("不再办：“%(steps)s”；后面用到它们的结果时按空白处理。") % {
        "steps": _names(option.left_out, language)
    }


def standing_data(standing: Standing) -> dict[str, Any]:
    """What is kept of where a case stands."""
    elements = standing.elements()
    return {
        "elements": [f"{element.process}/{element.id}" for element in elements],
        "names": [_name(element, "zh-hans") for element in elements],
        "names_en": [_name(element, "en") for element in elements],
    }


def standing_text(data: Mapping[str, Any], language: str) -> str:
    names = data["names_en"] if language.startswith("en") else data["names"]
    with override(language):
        return _("、").join(names) if names else _("没有待办")


def _names(elements: Iterable[Element], language: str) -> str:
    return _("”“").join(dict.fromkeys(_name(element, language) for element in elements))


def _name(element: Element | None, language: str) -> str:
    if element is None:
        return ""
    kinds = {
        "eventBasedGateway": _("等待（先到先办）"),
        "parallelGateway": _("等其他分支办完"),
        "inclusiveGateway": _("等其他分支办完"),
        "intermediateCatchEvent": _("等待"),
    }
    return name_in(element, language) or kinds.get(element.kind, element.id)
