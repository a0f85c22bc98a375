"""Codes in what diagrams say of themselves, called by what they stand for: people read names."""

import re

from django.utils.translation import gettext, override

from casework.policy.declared import every_declared
from documents.catalogue import document_types
from processes.decisions.names import table_names

_CODE = re.compile(
    r"[ ]?\b(?:(PRM_\w+|DT-\d{3}(?:[至、]\d{3})*|OD-\d{2}[a-z]?)|(D\d{2}[a-z]?)(?:-(\d+)\b| ?第([\d、–]+)行)?)"
    r"(?![A-Za-z\d_])",
    re.ASCII,
)
# A letter that is called by its name has no need of its number.
_NUMBERED = re.compile(r"\bOD-\d{2}[a-z]? ?(?=[\u4e00-\u9fff])", re.ASCII)
# Tables of the catalogue that other texts speak of and no process asks yet.
_TO_COME = {
    "D15": ("追责档次", "Ladder of accountability"),
    "D17": ("清退规则", "Rules of removal"),
    "D23": ("签发级别", "Level of signature"),
}
# Places of the catalogue of processes, public sources and open questions: of no use to who reads a case.
_PLACE = r"(?:默认 ?)?\b(?:P\d{2}(?: ?第[\d、–-]+步)?|(?:X|G-|M-)\d+(?:[、–-]+(?:X|G-)?\d+)*|I-\d)(?!\w)"
_REFERENCE = re.compile(rf"[（(]{_PLACE}(?:[，、；] ?{_PLACE})*[）)]|[，；]?{_PLACE}[：:]?", re.ASCII)
_LEFT_OVER = re.compile(r"(?<=[（(])[，、；：]+|[，、；：]+(?=[）)])|^[，、；：]+|[，、；：]+$")


def without_codes(text: str, language: str) -> str:
    """``text`` with each parameter, document type and decision table called by its name; what nobody needs is left out."""
    with override(language):
        english = language.startswith("en")
        titled = _NUMBERED.sub("", text.strip())
        named = _CODE.sub(lambda found: _named(found, english=english), titled)
    return _LEFT_OVER.sub("", _REFERENCE.sub("", named)).strip()


def _named(found: re.Match[str], *, english: bool) -> str:
    other, table, row, rows = found.groups()
    return (_table(table, row or rows, english=english) if table else _name(other, english=english)) or found[
        0
    ]


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


def _table(code: str, row: str | None, *, english: bool) -> str:
    unknown = (gettext("决定表"), gettext("决定表"))
    chinese, translated = table_names().get(code) or _TO_COME.get(code, unknown)
    if english:
        return f" “{translated}”" + (f" row {row}" if row else "")
    return f"“{chinese}”" + (f"第{row}行" if row else "")
