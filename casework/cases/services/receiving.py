"""A case that a message opens: what the receiver's diagram says becomes of it, and what it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from casework.cases import outside
from casework.cases.clock import local_date
from casework.cases.handed import sender_facts
from casework.cases.models import Case, Dispatch, Handover
from casework.cases.services.evidence import hand_over_files
from casework.cases.services.opening import NotOpened, create_case, start_process
from casework.organisations.models import Organisation, Person
from processes import feel
from processes.models import ProcessVersion
from processes.services import Choice, TriggerFailed, choices_in_force, definition_of
from processes.services.data import check_data, size_of
from processes.vocabulary import Receive

LARGEST_ITEM = 64 * 1024


class NoReceiver(Exception):
    """No process that is deployed begins with the message."""

    def __init__(self, message: str) -> None:
        super().__init__(f"还没有流程接收消息“{message}”，请流程管理员先发布接收它的流程")


class NotReceivable(ValueError):
    """An item does not say what a receiver must know; the message is a Chinese sentence."""


@dataclass(frozen=True)
class _Asked:
    """``payload`` is the item as JSON values."""

    reads: Receive
    version: ProcessVersion
    payload: Mapping[str, Any]
    respondent: Organisation
    sender: Case | None
    at: datetime

    @property
    def names(self) -> dict[str, Any]:
        return {
            "received": self.payload,
            "sender": sender_facts(self.sender),
            "respondent_name": self.respondent.short_name,
        }


def receivers_of(message: str, *, at: datetime) -> list[Choice]:
    """Every version that new matters take now of a process that begins with ``message``."""
    choices = choices_in_force(on=local_date(at))
    return [choice for choice in choices if receiving(choice.version, message) is not None]


def receiver_of(message: str, receivers: Sequence[Choice], respondent: Organisation) -> ProcessVersion:
    """The one among ``receivers`` that a matter of ``respondent`` takes. Raises NoReceiver."""
    found = [choice.version for choice in receivers if choice.of([str(respondent.pk)])]
    if len(found) > 1:
        names = "、".join(version.name for version in found)
        raise NotReceivable(f"有几个流程接收消息“{message}”（{names}），只能留一个")
    if not found:
        raise NoReceiver(message)
    return found[0]


def receiving(version: ProcessVersion, message: str) -> Receive | None:
    """How the main process of ``version`` begins with ``message``, None where it does not."""
    definition = definition_of(version)
    for element in definition.processes[definition.main].elements.values():
        if element.receive is not None and element.receive.message == message:
            return element.receive
    return None


def receive(
    *,
    message: str,
    item: Mapping[str, Any],
    sender: Case | None,
    at: datetime,
    by: Person | None,
    dispatch: Dispatch | None = None,
    withheld: bool = False,
    version: ProcessVersion | None = None,
    receivers: Sequence[Choice] | None = None,
) -> Case:
    """Open the case that ``message`` asks for and run its process to the first wait.

    ``item`` (JSON values) names the ``respondent``, perhaps a ``school`` and ``evidence`` (ids of document versions of
    the sender); the rest is for the receiver, as the fact ``received``. ``receivers`` are those that the caller has read
    for many. Raises NoReceiver, NotReceivable, NotOpened.
    """
    payload = _checked(item)
    respondent = _respondent(payload)
    if version is None:
        known = receivers_of(message, at=at) if receivers is None else receivers
        version = receiver_of(message, known, respondent)
    reads = receiving(version, message)
    if reads is None:
        raise NoReceiver(message)
    with transaction.atomic():
        case = _create(_Asked(reads, version, payload, respondent, sender, at), by=by, withheld=withheld)
        Handover.objects.create(case=case, dispatch=dispatch, message=message, payload=payload)
        hand_over_files(case=case, named=payload.get("evidence"), sender=sender, at=at)
        try:
            return start_process(case=case, version=version, data={}, at=at, by=by)
        except TriggerFailed as failure:
            raise NotOpened(f"{case.title}没有立案：{failure.cause}") from failure


def _checked(item: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(item, Mapping):
        raise NotReceivable("要发起的每一项都应当写明责任单位（respondent）")
    payload: dict[str, Any] = feel.to_json(dict(item))
    check_data(payload)
    if size_of(payload) > LARGEST_ITEM:
        raise NotReceivable(f"交给一件事项的内容超过 {LARGEST_ITEM // 1024} KB")
    return payload


def _respondent(payload: Mapping[str, Any]) -> Organisation:
    found = outside.organisation(payload.get("respondent"))
    if found is None:
        raise NotReceivable("有一项没有写明责任单位，或者该单位已停用")
    return found


def _create(asked: _Asked, *, by: Person | None, withheld: bool) -> Case:
    reads, names, sender, at = asked.reads, dict(asked.names), asked.sender, asked.at
    office = outside.office(outside.value(reads.office, names, at=at))
    if office is None:
        raise NotReceivable(f"“{asked.version.name}”没有写明由哪个科室承办")
    source = _source(asked)
    names["source_label"] = Case.Source(source).label
    title = outside.value(reads.title, names, at=at) or f"{asked.respondent.short_name}{asked.version.name}"
    return create_case(
        kind=reads.kind,
        title=str(title)[:120],
        source=source,
        respondent=asked.respondent,
        office=office,
        district=sender.district if sender else office.parent or office,
        school=outside.organisation(asked.payload.get("school")),
        at=at,
        by=by,
        sender=sender,
        withheld=withheld,
    )


def _source(asked: _Asked) -> str:
    named = outside.value(asked.reads.source, asked.names, at=asked.at) if asked.reads.source else None
    if named is None:
        return Case.Source.HANDOVER if asked.sender else Case.Source.APPLICATION
    if named not in Case.Source.values:
        raise NotReceivable(f"来源“{str(named)[:20]}”不在登记的来源之中")
    return str(named)
