"""What the numbers on a specimen say, in the reader's language: the facts that are typed from the paper, and their rules."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.papers.wording import FACT_NAMES
from documents.catalogue import DocumentType
from documents.specimens import DATE, SIGNATURE, places

_SIGNED: dict[str, str | Promise] = {SIGNATURE: gettext_lazy("签字、盖章"), DATE: gettext_lazy("日期")}


@dataclass(frozen=True)
class Marked:
    """One numbered place. ``rules`` is a phrase, empty where nothing is asked but that it can be read."""

    name: str | Promise
    rules: str


def marked(kind: DocumentType) -> list[Marked]:
    """In the order of the numbers on the picture."""
    return [
        Marked({**FACT_NAMES, **_SIGNED}[place], _("；").join(_rules(kind, place))) for place in places(kind)
    ]


def _rules(kind: DocumentType, place: str) -> Iterator[str]:
    if place in kind.required:
        yield _("必填，照证件抄写")
    if place == "issued_on" and kind.max_age_days:
        yield _("提交时不超过 %(n)s 天") % {"n": kind.max_age_days}
    if place == "valid_to" and kind.strict:
        yield _("必须覆盖整个许可期")
    if place == "valid_to" and kind.long_term:
        yield _("写明长期的填“长期”")
    if place == "holder":
        yield _("与师资名册上的姓名一致") if kind.person else _("与登记的名称一致")
