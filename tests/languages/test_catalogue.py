"""The English catalogue is whole, and nothing Chinese slipped into it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from casework.audit import kinds
from config.bootstrap.messages import catalogue, pages, scripts
from config.bootstrap.places import ROOT
from processes import registry
from processes.bundle import DEFINITIONS, read_bundle
from processes.engine import Definition, compile_bundle
from processes.forms import FormSchema, Text
from syncpoints import NAMES
from tests.languages.reading import CHINESE

_CODE = re.compile(
    r"(case|task|message|step|decision|incident|letter|findings|deadline|document|organisation|person|membership)"
    r"\.[a-z_]+"
)
_HOLE = re.compile(r"%\(\w+\)s")
DOMAINS = {"django": pages, "djangojs": scripts}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_of_the_sources_has_english(domain: str) -> None:
    known = {(e.msgctxt, e.msgid) for e in polib.pofile(str(catalogue(domain))) if e.translated()}
    assert [
        f"{message.place}: {message.text}" for message in DOMAINS[domain]() if message.key not in known
    ] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_english_sentence_holds_chinese(domain: str) -> None:
    said = [text for entry in polib.pofile(str(catalogue(domain))) for text in _english(entry)]
    assert [text for text in said if CHINESE.search(text)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_english_fills_in_what_chinese_fills_in(domain: str) -> None:
    for entry in polib.pofile(str(catalogue(domain))):
        for text in _english(entry):
            assert sorted(_HOLE.findall(text)) == sorted(_HOLE.findall(entry.msgid)), entry.msgid


def _english(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_kind_of_event_has_a_sentence_and_a_name_in_both_languages() -> None:
    recorded = {kind for path in (ROOT / "casework").rglob("*.py") for kind in _kinds(path)}
    assert len(recorded) > 20
    assert recorded - set(kinds.registered()) == set()
    named = {kind: (kinds.name(kind, "zh"), kinds.name(kind, "en")) for kind in recorded}
    assert [
        kind for kind, (zh, en) in named.items() if not CHINESE.search(zh) or CHINESE.search(en) or en == kind
    ] == []


def _kinds(path: Path) -> Iterator[str]:
    """Dotted codes in the sources that no operation, no file and no moment of a step is called by."""
    # What managers write in a change, and what they may not, are names of facts.
    if {"migrations", "editing", "comparing", "authoring", "hard"} & set(path.parts):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        code = node.value if isinstance(node, ast.Constant) else None
        if isinstance(code, str) and _CODE.fullmatch(code) and code not in {*registry.operations(), *NAMES}:
            yield code


@pytest.mark.parametrize("process", ["rectify", "ven_vet"])
def test_forms_and_diagrams_have_english(process: str) -> None:
    definition = compile_bundle(read_bundle(DEFINITIONS / process))
    wrong = [text for text in _shown(definition) if not text.en or CHINESE.search(text.en) or not text.zh]
    assert wrong == []


def _shown(definition: Definition) -> Iterator[Text]:
    for form in definition.forms.values():
        yield from _of_form(form)
    for element in definition.elements():
        if element.kind in {"userTask", "callActivity", "endEvent", "serviceTask", "boundaryEvent"}:
            yield Text(element.name, element.name_en)
        if element.action is not None:
            yield Text(element.action.label, element.action.label_en)
    for process in definition.processes.values():
        yield Text(process.name, process.name_en)
        yield from (Text(zh, en) for zh, en in zip(process.milestones, process.milestones_en, strict=True))
    for table in definition.decisions.values():
        yield Text(table.name, table.name_en)


def _of_form(form: FormSchema) -> Iterator[Text]:
    fields = [*form.fields, *(column for field in form.fields for column in field.columns)]
    options = [
        *(form.decision.options if form.decision else ()),
        *(o for field in fields for o in field.options),
    ]
    yield form.title
    yield from (thing.label for thing in fields)
    yield from (thing.label for thing in options)
    helps = [form.help, *(field.help for field in fields), *(option.help for option in options)]
    yield from (text for text in helps if text)
    yield from (rule.message for field in fields for rule in field.rules)
