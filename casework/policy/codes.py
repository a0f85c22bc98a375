"""Codes in what diagrams say of themselves, called by what they stand for: people read names."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext, override

from casework.policy.declared import every_declared
from documents.catalogue import document_types

_CODE = re.compile(r"[ ]?\b(PRM_\w+|DT-\d{3}(?:[至、]\d{3})*|OD-\d{2}[a-z]?)\b", re.ASCII)
# A table, and a row of it: D17-5.
_TABLE = re.compile(r"[ ]?\b(D\d{2}[a-z]?)(?:-\d+[a-z]?)?\b", re.ASCII)


def without_codes(text: str, language: str, tables: Mapping[str, str] | None = None) -> str:
    """``text`` with each parameter and document type called by its name instead of its code, and so, with
    ``tables``, each decision table.
    """
    with override(language):
        named = _CODE.sub(lambda found: _name(found[1], english=language.startswith("en")) or found[0], text)
        return named if tables is None else _TABLE.sub(lambda found: _table(found, tables), named)


def _table(found: re.Match[str], tables: Mapping[str, str]) -> str:
    name = tables.get(found[1])
    return gettext("决策表“%(name)s”") % {"name": name} if name else gettext("有关规则")


def _name(code: str, *, english: bool) -> str:
    parameter = every_declared().get(code)
    if parameter is not None:
        return f" “{parameter.title_en}”" if english else f"“{parameter.title}”"
    if code.startswith("OD-"):
        return gettext("公文")
    kind = document_types().get(code)
    if kind is None:
        return gettext("有关材料") if code.startswith("DT-") else ""
    return f" “{kind.en}”" if english else kind.zh
