"""Replays one ended instance in memory: recorded triggers are fed to the target as long as it can take one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from processes.engine import ReadyTask, Run, Skip
from processes.replay.environment import Memory, ReplayEnvironment
from processes.replay.findings import MissingInput
from processes.replay.pairs import Pair
from processes.replay.tape import Kind, Tape, Trigger
from processes.vocabulary import Element

# Time that passes after the last record, timer by timer, before it is said that nothing leads to an end.
MOST_TIMERS = 100


@dataclass
class Replay:
    """``order`` are elements as they were passed; ``end`` is the end event, once there is one."""

    tape: Tape
    pair: Pair
    memory: Memory
    at: datetime | None = None
    elements: Counter[str] = field(default_factory=Counter)
    flows: Counter[str] = field(default_factory=Counter)
    order: list[Element] = field(default_factory=list)
    end: Element | None = None
    _run: Run | None = None

    @classmethod
    def of(cls, tape: Tape, pair: Pair, parameters: Mapping[str, Mapping[str, Any]]) -> "Replay":
        return cls(tape, pair, Memory(tape, pair, parameters))

    def play(self) -> None:
        """To the end. Raises MissingInput where the records do not lead there, StepFailed, LimitExceeded."""
        first, *pending = self.tape.triggers
        environment = self._environment(first)
        self._passed(Run.start(environment, first.data))
        timers = 0
        while not self.run.ended:
            ready = self.run.ready()
            trigger, task = next(self._taken(pending, ready), (None, None))
            if trigger is not None:
                pending.remove(trigger)
                self._feed(trigger, task)
            elif timers < MOST_TIMERS and (due := self.run.next_timer_at()) and not ready:
                timers += 1
                self._wait(due)
            else:
                raise MissingInput(self._wanted())

    @property
    def run(self) -> Run:
        if self._run is None:
            raise RuntimeError("not played yet")
        return self._run

    def _environment(self, trigger: Trigger) -> ReplayEnvironment:
        self.memory.segment = max(self.memory.segment, trigger.segment)
        self.at = max(self.at or trigger.at, trigger.at)
        instance = self.tape.instance
        return ReplayEnvironment(
            definition=self.pair.target,
            instance_id=instance.pk,
            key=instance.key,
            at=self.at,
            skips=[Skip.of(plain) for plain in trigger.skips],
            memory=self.memory,
        )

    def _taken(
        self, pending: Iterable[Trigger], ready: Sequence[ReadyTask]
    ) -> Iterator[tuple[Trigger, ReadyTask | None]]:
        """Of what is recorded, what the instance can take now; a submission with the task that it was made for."""
        for trigger in pending:
            if trigger.kind == Kind.COMPLETE:
                task = _task_of(trigger, ready)
                if task is not None:
                    yield trigger, task
            elif trigger.kind == Kind.ADVANCE or trigger.message in self.run.awaited():
                yield trigger, None

    def _feed(self, trigger: Trigger, task: ReadyTask | None = None) -> None:
        run = Run(self.run.workflow, self._environment(trigger))
        if task is not None and trigger.submission is not None:
            values = trigger.submission.values
            variables = self._variables(task.element, trigger.submission.form, values)
            run.complete(task.id, variables, values)
        elif trigger.kind == Kind.MESSAGE:
            run.deliver(trigger.message, trigger.data.get("variables", {}))
        else:
            run.proceed()
        self._passed(run)

    def _variables(self, element: Element, form: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the target's form routes by; fields that there were none of at that time are noted as absent."""
        schema = self.pair.target.forms.get(element.form or "")
        if schema is None:
            return {}
        earlier = self.pair.source.forms.get(form)
        routing = schema.variables()
        asked = {one.name for one in earlier.fields} | earlier.variables() if earlier else set()
        labels = {one.name: one.label.zh for one in schema.fields}
        self.memory.absent[element.id] = {
            name: f"{element.name}：{labels.get(name, name)}" for name in routing - asked - values.keys()
        }
        return {name: value for name, value in values.items() if name in routing}

    def _wait(self, due: datetime) -> None:
        last = self.tape.triggers[-1]
        later = Trigger(Kind.ADVANCE, max(due, last.at), last.segment, "", {}, (), None)
        self._feed(later)

    def _passed(self, run: Run) -> None:
        self._run = run
        self.elements += run.trail.elements
        self.flows += run.trail.flows
        self.order += run.trail.order
        self.end = run.end() or self.end

    def _wanted(self) -> str:
        ready = next((task.element for task in self.run.ready()), None)
        if ready is not None:
            return f"“{ready.name}”的办理记录"
        names = [waiting.element.name for waiting in self.run.waiting()]
        return f"“{names[0]}”发生的记录" if names else "之后的办理记录"

    def departures(self) -> Iterator[Element]:
        """Elements that were passed more often than the instance did, in order."""
        recorded = self.tape.instance.trail.get("elements", {})
        seen: Counter[str] = Counter()
        for element in self.order:
            key = f"{element.process}/{element.id}"
            seen[key] += 1
            if seen[key] > recorded.get(key, 0):
                yield element


def _task_of(trigger: Trigger, ready: Iterable[ReadyTask]) -> ReadyTask | None:
    """The ready task of the element, and of the item, that the submission was made for."""
    said = trigger.submission
    if said is None:
        return None
    for task in ready:
        element = task.element
        if (element.process, element.id) == (said.process_id, said.element_id):
            item = task.data.get(element.loop.element) if element.loop else None
            if item == said.item:
                return task
    return None
