"""What a diagram may do with official letters."""

from collections.abc import Mapping
from typing import Any

from casework.cases.models import Case
from casework.letters.models import Letter
from casework.letters.services import issuing
from processes import registry
from processes.models import ProcessInstance
from processes.registry import OperationContext
from processes.services import definition_of

State = Letter.State


def _definition(context: OperationContext, letter: str) -> Mapping[str, Any]:
    instance = ProcessInstance.objects.select_related("version").get(pk=context.instance_id)
    return definition_of(instance.version).letters[letter]


def _case(context: OperationContext) -> Case:
    return Case.objects.select_related("respondent", "office", "district").get(pk=context.key)


def _latest(context: OperationContext, letter: str, *states: str) -> Letter:
    return issuing.latest(case=_case(context), definition=letter, states=states)


@registry.operation("letters.draft", title="拟稿")
def draft(context: OperationContext, *, letter: str) -> None:
    """Open or revise the draft; the words that were filled in become its additions."""
    issuing.draft(
        case=_case(context),
        definition=_definition(context, letter),
        additions=context.submission or {},
        by=context.by,
        at=context.at,
    )


@registry.operation("letters.number", title="取号")
def number(context: OperationContext, *, letter: str) -> Mapping[str, Any]:
    """Number the draft; a letter that nobody drafts (a form, an urging letter) is opened here."""
    definition = _definition(context, letter)
    try:
        found = _latest(context, letter, State.DRAFT)
    except issuing.LetterMissing:
        found = issuing.draft(
            case=_case(context), definition=definition, additions={}, by=context.by, at=context.at
        )
    return {"number": issuing.number(letter=found, definition=definition, at=context.at).number}


@registry.operation("letters.produce", title="排版归档")
def produce(context: OperationContext, *, letter: str) -> Mapping[str, Any]:
    found = issuing.produce(
        letter=_latest(context, letter, State.NUMBERED),
        definition=_definition(context, letter),
        data=context.data,
        by=context.by,
        at=context.at,
    )
    return {"sha256": found.version.sha256 if found.version else None}


@registry.operation("letters.serve", title="送达")
def serve(context: OperationContext, *, letter: str) -> None:
    issuing.serve(letter=_latest(context, letter, State.PRODUCED), at=context.at)


@registry.operation("letters.receive", title="登记签收")
def receive(context: OperationContext, *, letter: str, deemed: bool = False) -> None:
    """The addressee signed, or (``deemed``) the time for that ran out."""
    issuing.receive(letter=_latest(context, letter, State.SERVED), deemed=deemed, at=context.at)
