"""How a process begins: on a form, by the calendar, by a message. Only the main process begins by itself."""

from collections.abc import Iterator

from processes import registry
from processes.checks.draft import Draft
from processes.checks.problem import Problem, shortened
from processes.expressions import expression_faults
from processes.vocabulary import Element, Start

EVERYWHERE = frozenset({"today", "parameters"})
ONE_OF_MANY = frozenset({"office", "respondent", "respondent_name"})
OF_THE_CALENDAR = EVERYWHERE | {"office", "schools"}
OF_A_MESSAGE = EVERYWHERE | {"received", "sender", "respondent_name", "source_label"}


def check_starts(draft: Draft) -> Iterator[Problem]:
    for process in draft.processes:
        for element in process.elements.values():
            for message in _check_element(draft, element):
                yield Problem(
                    process.path, shortened(element.id), message, element.line, shortened(element.name)
                )
        if process is not draft.main:
            for element in process.elements.values():
                if element.starts or element.calendar or element.receive:
                    message = "只有主流程能由人、日程或消息发起，请移到主流程的开始事件"
                    yield Problem(
                        process.path, shortened(element.id), message, element.line, shortened(element.name)
                    )


def _check_element(draft: Draft, element: Element) -> Iterator[str]:
    for start in element.starts:
        yield from _check_kind(start.kind)
        if bool(start.respondent) == bool(start.respondents):
            yield "发起方式要写责任单位（respondent）或者一批责任单位（respondents），只写其中一个"
        yield from _faults(draft, _start_texts(start))
    if element.calendar is not None:
        yield from _check_kind(element.calendar.kind)
        yield from _faults(draft, _calendar_texts(element))
    if element.receive is not None:
        yield from _check_kind(element.receive.kind)
        if not element.receive.message:
            yield "有 banjie:receive 的开始事件要写接收哪个消息（messageEventDefinition）"
        yield from _faults(draft, _receive_texts(element))


def _check_kind(kind: str) -> Iterator[str]:
    """An empty register knows nothing: the engine may be used without the domain."""
    known = registry.known_kinds()
    if known and kind not in known:
        yield f"案件类别 {shortened(kind, 10) or '（空）'} 没有登记，应当是 {'、'.join(sorted(known))} 之一"


Texts = Iterator[tuple[str | None, frozenset[str]]]


def _faults(draft: Draft, texts: Texts) -> Iterator[str]:
    for text, names in texts:
        if text:
            yield from expression_faults(text, names=None if draft.is_unread(".bpmn") else names)


def _start_texts(start: Start) -> Texts:
    """Before there is a case there are no facts of it: only the form and who begins."""
    names = EVERYWHERE | {start.form, "starter"}
    yield start.respondent, names
    yield start.respondents, names
    each = names | ONE_OF_MANY if start.respondents else names
    yield start.school, each
    yield start.title, each


def _calendar_texts(element: Element) -> Texts:
    calendar = element.calendar
    if calendar is not None:
        yield calendar.when, OF_THE_CALENDAR
        yield calendar.respondents, OF_THE_CALENDAR
        yield calendar.title, EVERYWHERE | ONE_OF_MANY


def _receive_texts(element: Element) -> Texts:
    receive = element.receive
    if receive is not None:
        for text in (receive.office, receive.source, receive.title):
            yield (text.removeprefix("="), OF_A_MESSAGE) if text.startswith("=") else (None, OF_A_MESSAGE)
