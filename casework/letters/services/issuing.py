"""The life of a letter. Every function runs in the transaction of a step."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from casework.cases.clock import local_date
from casework.cases.models import Case, CaseDocument
from casework.cases.services.numbers import letter_number
from casework.letters.compose import Composer, compose
from casework.letters.models import Letter
from casework.letters.names import letter_names
from casework.organisations.models import Person
from documents.letters import render
from documents.services import freeze, store_bytes
from processes.feel import FeelFailure

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


class LetterMissing(LookupError):
    """The case has no such letter in the state that the step needs; the message names it in Chinese."""


def draft(
    *,
    case: Case,
    definition: Mapping[str, Any],
    additions: Mapping[str, Any],
    data: Mapping[str, Any],
    by: Person | None,
    at: datetime,
) -> Letter:
    """Open the draft of a letter, or revise the one that is open; ``additions`` are the drafter's own words, ``data`` the
    case's, as the title may name them."""
    letter = Letter.objects.filter(case=case, definition=definition["id"], state=Letter.State.DRAFT).first()
    if letter is None:
        letter = Letter(case=case, definition=definition["id"], addressee=case.respondent, round=case.round)
    letter.additions = dict(additions)
    letter.title = _title(letter, definition, data, at)
    letter.drafted_at, letter.drafted_by = at, by
    letter.save()
    return letter


def _title(letter: Letter, definition: Mapping[str, Any], data: Mapping[str, Any], at: datetime) -> str:
    """As it stands now; what the title names and nobody knows yet is left out until the letter is laid out."""
    raw: str = definition["title"]
    if "{{" not in raw:
        return raw[:120]
    try:
        said = Composer(letter_names(case=letter.case, letter=letter, data=data, at=at), at).text(raw)
    except FeelFailure:
        said = _PLACEHOLDER.sub("", raw)
    return said.replace("\n", "")[:120]


def number(*, letter: Letter, definition: Mapping[str, Any], at: datetime) -> Letter:
    """Give the letter its number, gap-free, in the signing transaction (domain.md §5.2): 取号 only after 签发.

    A definition without ``code`` (a form) carries the case number instead.
    """
    code = definition.get("code")
    year = local_date(at).year
    letter.number = letter_number(code=code, year=year) if code else _form_number(letter)
    letter.issued_on = local_date(at)
    letter.state = Letter.State.NUMBERED
    letter.save(update_fields=["number", "issued_on", "state"])
    return letter


def produce(
    *, letter: Letter, definition: Mapping[str, Any], data: Mapping[str, Any], by: Person | None, at: datetime
) -> Letter:
    """Lay the letter out and file it in the case, frozen, with its hash."""
    case = letter.case
    names = letter_names(case=case, letter=letter, data=data, at=at)
    composer = Composer(names, at)
    content = compose(
        definition,
        names,
        number=letter.number,
        issued_on=letter.issued_on or local_date(at),
        at=at,
        composer=composer,
    )
    letter.clauses = composer.clauses(definition)
    letter.title = content.title.replace("\n", "")[:120]
    version = store_bytes(
        holder=case.pk,
        type_code=letter.definition,
        name=f"{letter.number} {letter.title}"[:70] + ".docx",
        content=render(content),
        by=by,
        at=at,
        title=letter.title,
    )
    CaseDocument.objects.create(case=case, document=version.document, filed_at=at)
    freeze(versions=[version], at=at)
    letter.version = version
    letter.state = Letter.State.PRODUCED
    letter.save(update_fields=["title", "clauses", "version", "state"])
    return letter


def serve(*, letter: Letter, at: datetime) -> Letter:
    """Send the letter to its addressee."""
    letter.state, letter.served_at = Letter.State.SERVED, at
    letter.save(update_fields=["state", "served_at"])
    return letter


def receive(*, letter: Letter, deemed: bool, at: datetime) -> Letter:
    """The addressee signed for it, or the time for that ran out."""
    letter.state = Letter.State.DEEMED_SERVED if deemed else Letter.State.RECEIVED
    letter.received_at = at
    letter.save(update_fields=["state", "received_at"])
    return letter


def latest(*, case: Case, definitions: Collection[str], states: Collection[str]) -> Letter:
    """The newest letter of these definitions in one of ``states``. Raises LetterMissing."""
    found = (
        Letter.objects.filter(case=case, definition__in=definitions, state__in=states).order_by("-pk").first()
    )
    if found is None:
        raise LetterMissing(f"案件 {case.number} 里没有等待签收的文书。")
    return found


def void_issued(*, case: Case) -> None:
    """Notices of a matter that does not stand are 作废; their numbers stay in the register (domain.md §5.2)."""
    Letter.objects.filter(case=case).exclude(number="").update(state=Letter.State.VOID)


def void_unserved(*, case: Case) -> None:
    """What nobody has received is not sent any more; drafts without number are left."""
    waiting = (Letter.State.NUMBERED, Letter.State.PRODUCED)
    Letter.objects.filter(case=case, state__in=waiting).update(state=Letter.State.VOID)


def _form_number(letter: Letter) -> str:
    """Forms are numbered within their case: ``QSH-ZG-2026-000123-2`` is its second one."""
    before = Letter.objects.filter(case=letter.case, number__startswith=letter.case.number).count()
    return f"{letter.case.number}-{before + 1}"
