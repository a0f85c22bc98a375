"""The life of a rectification as far as a test wants it, played through the services of the screens.

Two cases of one school need two codes: the process merges findings of the same kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.cases.models import Case
from casework.scenarios.runner import play
from casework.scenarios.script import Scenario, Step, moment
from casework.scenarios.world import World

CLAUSE = "实施方案三（二）"


@dataclass(frozen=True)
class Life:
    """``until`` is the last task that is done, ``""`` for none; ``mark`` is written into everything that is filed."""

    respondent: str
    until: str
    mark: str = "消防通道堆放杂物"
    code: str = "SF-6"
    findings: int = 2
    repaired: Sequence[int] = (1,)
    answers: str = "RL-20"
    works: str = "RL-21"
    receives: str = "RL-20"
    people: Mapping[str, str] = field(default_factory=dict)

    def begin(self, world: World) -> Case:
        facts = [
            {"code": self.code, "severity": 2, "fact": f"{self.mark}·事实{n}"}
            for n in range(1, self.findings + 1)
        ]
        scenario = Scenario(
            name=self.mark,
            story="",
            start={
                "at": "2026-04-21T09:00",
                "source": "monthly_inspection",
                "respondent": self.respondent,
                "office": "JJK",
                "findings": facts,
            },
            steps=tuple(self._steps()),
            expect={},
        )
        return play(scenario, world=world).case

    def _steps(self) -> Iterator[Step]:
        if not self.until:
            return
        for step in self._whole():
            yield step
            last = step.item is None or step.item == max(self.repaired)
            if step.task == self.until and last:
                return

    def _whole(self) -> Iterator[Step]:
        yield self._step("21T10:00", "verify", outcome="confirmed", items=list(self._items()))
        yield self._step(
            "21T11:00",
            "draft_letter",
            outcome="drafted",
            found_on="2026-04-21",
            inspectors="检查组",
            basis="实施方案",
            contact="课后服务工作岗",
        )
        yield self._step("21T14:00", "check_letter", outcome="pass")
        yield self._step("21T15:00", "sign_head", outcome="approve")
        yield self._step("22T09:00", "seal_letter", outcome="sealed", copies_printed=2)
        yield self._step(
            "22T10:00", "receipt", self.receives, outcome="received", received_by=f"{self.mark}·签收"
        )
        yield self._step("22T14:00", "plan", self.answers, outcome="assigned", items=list(self._plan()))
        for n in self.repaired:
            yield self._repair(n)
        yield self._step("23T15:00", "report", self.answers, outcome="submitted", summary=f"{self.mark}·报告")

    def _step(self, at: str, task: str, role: str | None = None, **form: Any) -> Step:
        person = self.people.get(task)
        return Step(at=moment(f"2026-04-{at}"), task=task, role=role, person=person, form=form)

    def _repair(self, n: int) -> Step:
        form = {
            "outcome": "repaired",
            "repair": f"{self.mark}·整改{n}",
            "done_on": "2026-04-23",
            "before": [f"@file:{self.mark}-整改前{n}.jpg"],
            "after": [f"@file:{self.mark}-整改后{n}.jpg"],
        }
        return Step(at=moment("2026-04-23T10:00"), task="repair", item=n, form=form)

    def _items(self) -> Iterator[Mapping[str, Any]]:
        for n in range(1, self.findings + 1):
            fact = f"{self.mark}·事实{n}"
            yield {
                "n": n,
                "code": self.code,
                "severity": "2",
                "fact": fact,
                "clause": CLAUSE,
                "measure": "改正",
            }

    def _plan(self) -> Iterator[Mapping[str, Any]]:
        for n in range(1, self.findings + 1):
            yield {
                "n": n,
                "owner": f"@{self.works}",
                "measure": f"{self.mark}·措施{n}",
                "planned_on": "2026-04-24",
            }
