"""What a page says, and what of it does not belong into its language."""

import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import Model

from casework.audit.models import Event
from casework.calendar.models import CalendarDay
from casework.cases.models import Case
from casework.organisations.models import Organisation, Person
from documents.models import DocumentVersion
from processes.models import Incident
from tests.languages.walk import Page

CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{3,}")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_RAW = re.compile(
    r"\bRL-\d+|\bDT-\d+|\bOD-\d+|\b[a-z]+_[a-z_]+\b|\bNone\b|^\s*(True|False)\s*$|\{\{|\}\}|\{%|%\(|\bUUID\("
    r"|datetime\.|\['|<[a-z]+ |\b[a-z]+\.[a-z]+_[a-z]+\b"
)
# What is Latin in Chinese sentences too.
_ALLOWED = re.compile(
    r"QSH-[A-Z]{2}-\d{4}-\d{6}(-\d+)?|\S+\.(jpg|png|pdf|docx|xlsx)\b|\b(PDF|Word|Excel|Office|WPS|HEIC|docx|xlsx|jpg|png|webp)"
    r"|GNU Affero|AGPL|bpmn-js|bpmn\.io|\b[0-9a-f]{8} ·|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|SHA-256"
    r"|\b([0-9a-f]{12}|[0-9a-f]{64})\b"
    r"|https?://\S+/check/\S+"
)
_SHOWN = ("title", "aria-label", "placeholder", "alt", "data-label", "label", "abbr", "hint", "content-label")
_UNSEEN = {"script", "style", "textarea", "noscript"}


def said(page: Page) -> Iterator[str]:
    """Every text and every attribute that is shown or read out, what is marked as content left out."""
    yield from _texts(page.root)


def _texts(element: object) -> Iterator[str]:
    if not isinstance(getattr(element, "tag", None), str) or _is_left_out(element):
        return
    for name in _SHOWN:
        if element.get(name):  # type: ignore[attr-defined]
            yield _without_content(element.get(name))  # type: ignore[attr-defined]
    in_head = element.tag == "title"  # type: ignore[attr-defined]
    text = element.text or ""  # type: ignore[attr-defined]
    yield _without_content(text) if in_head else text
    for child in element:  # type: ignore[attr-defined]
        yield from _texts(child)
        yield child.tail or ""


def _is_left_out(element: object) -> bool:
    """Scripts, content, and icons that are drawn from the letters of their name."""
    classes = (element.get("class") or "").split()  # type: ignore[attr-defined]
    return (
        element.tag in _UNSEEN  # type: ignore[attr-defined]
        or element.get("translate") == "no"  # type: ignore[attr-defined]
        or "material-icons" in classes
        or any(name.endswith("progress__circle") for name in classes)
    )


def _without_content(text: str) -> str:
    """Attributes and titles take no markup: names that are stored are told by the database itself."""
    for known in contents():
        text = text.replace(known, "")
    return text


_contents: list[str] = []


def contents() -> list[str]:
    """Names that people gave, the longest first; read once for a module."""
    if not _contents:
        found = {
            *Organisation.objects.values_list("name", flat=True),
            *Organisation.objects.values_list("short_name", flat=True),
            *Person.objects.values_list("post", flat=True),
            *Case.objects.values_list("title", flat=True),
            *DocumentVersion.objects.values_list("name", flat=True),
            *CalendarDay.objects.filter(source="").values_list("name", flat=True),
            *Incident.objects.values_list("cause", flat=True),
            *_stored_in_the_trail(),
        }
        _contents.extend(sorted(filter(None, found), key=len, reverse=True))
    return _contents


def _stored_in_the_trail() -> Iterator[str]:
    for event in Event.objects.all():
        yield from (
            value for value in event.payload.values() if isinstance(value, str) and CHINESE.search(value)
        )


def latin_words(text: str, names: frozenset[str]) -> list[str]:
    """Latin words of a Chinese text that have no business there; ``names`` are user names and codes."""
    if not _LATIN.search(text):
        return []
    return _LATIN.findall(_ALLOWED.sub("", _names(names).sub("", text)))


@cache
def _names(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9-])({'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9-])")


def raw_codes(text: str) -> list[str]:
    """Codes, values of choices and spellings of programs."""
    found = [match[0] for match in _RAW.finditer(_ALLOWED.sub("", text))]
    return found + [word for word in re.findall(r"\b[A-Z]{4,}\b", text) if word in _values()]


def iso_days(text: str) -> list[str]:
    return _ISO_DAY.findall(text)


@cache
def _values() -> set[str]:
    """Every stored value of every choice of our own tables."""
    models: list[type[Model]] = [
        m for m in apps.get_models() if m.__module__.startswith(("casework", "processes"))
    ]
    fields = [
        field for model in models for field in model._meta.get_fields() if getattr(field, "choices", None)
    ]
    return {str(value) for field in fields for value, _ in field.choices}  # type: ignore[union-attr]
