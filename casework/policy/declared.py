"""Which parameters there are, and what each is while nobody has entered anything: ``catalogue/parameters.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

CATALOGUE = Path(__file__).parent / "catalogue"
# What parameters are about, in the order of their page.
GROUPS = {
    "filing": _("安排与发放方案备案"), "vendors": _("校外师资：入库、入校、合同与清退"), "review": _("审查、公示与异议"),
    "rectification": _("整改"), "inspection": _("检查、督导与巡察"), "schools": _("考核、家校与投诉"),
    "changes": _("流程变更"),
}  # fmt: skip


class UnknownParameter(LookupError):
    """A code that nobody declared."""


@dataclass(frozen=True)
class Declared:
    """One parameter of domain.md §2.0.4. ``type`` says which JSON values it takes (`casework.policy.types`);
    ``group`` is one of `GROUPS`; ``source`` where the default comes from; ``clause`` quotes what it rests on, empty
    where policy is silent."""

    code: str
    group: str
    type: str
    default: Any
    title: str
    title_en: str
    source: str
    source_en: str
    unit: str = ""
    unit_en: str = ""
    clause: str = ""
    choices: tuple[tuple[str, str, str], ...] = ()


@cache
def every_declared() -> Mapping[str, Declared]:
    """By code, in the order of the file, which is the order of the pages."""
    rows = json.loads((CATALOGUE / "parameters.json").read_text(encoding="utf-8"))
    found = [Declared(**{**row, "choices": tuple(map(tuple, row.get("choices", ())))}) for row in rows]
    return {one.code: one for one in found}


def declared(code: str) -> Declared:
    """Raises UnknownParameter."""
    try:
        return every_declared()[code]
    except KeyError:
        raise UnknownParameter(code) from None
