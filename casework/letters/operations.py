"""What a diagram may do with official letters. ``document`` is the id of a letter, as ``letters.draft`` gave it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from casework.calendar.services import meet
from casework.cases.clock import local_date
from casework.cases.models import Case
from casework.cases.operations import RESPONDENT_ROLES
from casework.cases.services.notices import notify
from casework.cases.services.trail import record
from casework.letters.compose import Composer
from casework.letters.copies import circulate
from casework.letters.models import Letter
from casework.letters.names import letter_names
from casework.letters.services import issuing
from casework.organisations.models import Role
from processes import registry
from processes.models import ProcessInstance
from processes.registry import OperationContext
from processes.services import definition_of

RECEIPT = "receipt"
NOTICES = ("OD-03", "OD-03b", "slip")


def _definition(context: OperationContext, letter: str) -> Mapping[str, Any]:
    instance = ProcessInstance.objects.select_related("version").get(pk=context.instance_id)
    return definition_of(instance.version).letters[letter]


def _case(context: OperationContext) -> Case:
    return Case.objects.select_related("respondent", "office", "district").get(pk=context.key)


def _letter(context: OperationContext, document: str) -> Letter:
    return Letter.objects.select_related("case__respondent", "case__office", "case__district").get(
        pk=document, case=context.key
    )


@registry.operation("letters.draft", title="拟稿", skippable=False)
def draft(context: OperationContext, *, letter: str) -> Mapping[str, Any]:
    """Open the draft, or revise the one that came back; the words that were filled in become its additions."""
    made = issuing.draft(
        case=_case(context),
        definition=_definition(context, letter),
        additions=context.submission or {},
        data=context.data,
        by=context.by,
        at=context.at,
    )
    return {"id": str(made.pk)}


@registry.operation("letters.number", title="取号", skippable=False)
def number(context: OperationContext, *, document: str) -> Mapping[str, Any]:
    found = _letter(context, document)
    issuing.number(letter=found, definition=_definition(context, found.definition), at=context.at)
    return {"number": found.number}


@registry.operation("letters.produce", title="排版归档", skippable=False)
def produce(context: OperationContext, *, document: str) -> None:
    _produce(context, _letter(context, document))


@registry.operation("letters.seal", title="登记用印")
def seal(context: OperationContext, *, document: str) -> None:
    """The sealed scan, if one was uploaded, is in the submission and frozen with it."""
    found = _letter(context, document)
    payload = {"number": found.number, "sealed": (context.submission or {}).get("sealed") or []}
    record(chain=context.key, kind="letter.sealed", at=context.at, by=context.by, payload=payload)


@registry.operation("letters.serve", title="送达", skippable=False)
def serve(context: OperationContext, *, document: str) -> None:
    _serve(context, _letter(context, document))


@registry.operation("letters.circulate", title="印发多个单位", skippable=False)
def circulate_letter(context: OperationContext, *, document: str, recipients: list[str]) -> Mapping[str, Any]:
    """Serve a produced letter on many at once (ids of organisations); each signs for its own copy."""
    return {"count": _circulate(context, _letter(context, document), recipients)}


@registry.operation("letters.issue", title="制发", skippable=False)
def issue(context: OperationContext, *, letter: str) -> Mapping[str, Any]:
    """Draft, number, produce and serve in one step: forms and letters that nobody drafts by hand."""
    definition = _definition(context, letter)
    made = issuing.draft(
        case=_case(context),
        definition=definition,
        additions=context.submission or {},
        data=context.data,
        by=context.by,
        at=context.at,
    )
    issuing.number(letter=made, definition=definition, at=context.at)
    _produce(context, made)
    _serve(context, made)
    return {"id": str(made.pk), "number": made.number}


@registry.operation("letters.receive", title="登记签收", skippable=False)
def receive(context: OperationContext) -> None:
    """The addressee signed for the notice: the day of service is today."""
    _receive(context, local_date(context.at), deemed=False)


@registry.operation("letters.deem_served", title="视为送达", skippable=False)
def deem_served(context: OperationContext, *, on: date) -> None:
    """Nobody signed in time: the notice counts as served on ``on``."""
    _receive(context, on or local_date(context.at), deemed=True)


def _produce(context: OperationContext, letter: Letter) -> None:
    issuing.produce(
        letter=letter,
        definition=_definition(context, letter.definition),
        data=context.data,
        by=context.by,
        at=context.at,
    )


def _serve(context: OperationContext, letter: Letter) -> None:
    """To the respondent; a definition that names ``recipients`` goes to those instead, each with its own copy."""
    recipients = _definition(context, letter.definition).get("recipients")
    if recipients is not None:
        names = letter_names(case=letter.case, letter=letter, data=context.data, at=context.at)
        _circulate(context, letter, Composer(names, context.at).rows(recipients))
        return
    issuing.serve(letter=letter, at=context.at)
    payload = {"letter": letter.definition, "number": letter.number, "title": letter.title}
    record(chain=context.key, kind="letter.served", at=context.at, by=context.by, payload=payload)
    notify(
        case=letter.case,
        roles=RESPONDENT_ROLES,
        scope=str(letter.case.respondent_id),
        text=f"收到文书：{letter.title}",
        at=context.at,
    )
    if letter.case.school_id is not None:
        # What a school filed for a vendor is answered to both.
        host = (Role.PRINCIPAL, Role.AFTER_SCHOOL_LEAD)
        scope, text = str(letter.case.school_id), f"收到文书：{letter.title}"
        notify(case=letter.case, roles=host, scope=scope, text=text, at=context.at)


def _receive(context: OperationContext, day: date, *, deemed: bool) -> None:
    case = _case(context)
    letter = issuing.latest(case=case, definitions=NOTICES, states=(Letter.State.SERVED,))
    issuing.receive(letter=letter, deemed=deemed, at=context.at)
    case.served_on = day
    case.save(update_fields=["served_on"])
    meet(holder=case.pk, name=RECEIPT, at=context.at)
    kind = "letter.deemed_served" if deemed else "letter.received"
    payload = {"number": letter.number, "on": day}
    record(chain=case.pk, kind=kind, at=context.at, by=context.by, payload=payload)


def _circulate(context: OperationContext, letter: Letter, recipients: Iterable[Any]) -> int:
    count = circulate(letter=letter, recipients=[UUID(str(one)) for one in recipients], at=context.at)
    payload = {"number": letter.number, "title": letter.title, "count": count}
    record(chain=context.key, kind="letter.circulated", at=context.at, by=context.by, payload=payload)
    return count
