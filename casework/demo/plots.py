"""How far a demo case has come: the steps of a rectification, each so many working days after it was opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.calendar.services import Calendar
from casework.cases.clock import LOCAL, local_date
from casework.scenarios.script import Scenario, Step

MEASURES = {
    "TF-2": "严格按课表上课，调课先报批，落实每日巡察。",
    "VF-1": "第三方人员一律佩戴工作牌，公示栏同步更新。",
    "VF-2": "立即停止未报备人员上课，按规定办理更换报备。",
    "VF-4": "补齐本学期教案和教学反思，每周抽查。",
    "VF-6": "立即停止未备案人员进校，补办备案前不得恢复。",
    "SF-1": "补报课后服务安排备案，公开安排表。",
    "SF-2": "按批准标准重新公示收费项目、标准和减免办法。",
    "SF-3": "补编巡察安排，落实每日行政巡察并留存记录。",
    "SF-4": "补签合同条款，修订第三方管理制度。",
    "SF-6": "立即消除隐患，复核应急预案并开展一次演练。",
    "SF-9": "成立领导小组，制定方案，按程序审议、公示后报送备案。",
    "SF-12": "调整课程安排，1—3 年级补开体育梦想课。",
}
CLAUSES = {
    "TF": "三（二）1 加强课后服务日常管理",
    "VF": "三（一）2 规范第三方机构管理",
    "SF": "三（二）3 规范课后服务收费管理",
}


@dataclass(frozen=True)
class Plot:
    """``until`` is the last step that was taken, ``""`` for none; ``days_ago`` counts working days back from today."""

    school: str
    source: str
    findings: Sequence[tuple[str, int, str]]
    until: str
    days_ago: int
    office: str = "JJK"
    failed: Sequence[int] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """One step: ``after`` working days from the opening, at ``hour``."""

    name: str
    after: int
    hour: int
    element: str
    form: Mapping[str, Any]
    person: str | None = None
    item: int | None = None


def scenario_of(plot: Plot, now: datetime, calendar: Calendar) -> Scenario:
    """The plot as a scenario that begins ``days_ago`` working days before ``now`` and never runs ahead of it."""
    opened = calendar.working_days_after(local_date(now), -plot.days_ago)
    findings = [{"code": code, "severity": severity, "fact": fact} for code, severity, fact in plot.findings]
    way = _until(plot, list(_way(plot, opened, calendar)))
    steps = [
        _step(taken, opened, calendar, latest=now - timedelta(minutes=2 * left))
        for left, taken in zip(range(len(way), 0, -1), way, strict=True)
    ]
    earliest = now - timedelta(minutes=2 * len(way) + 10)
    at = min(datetime.combine(opened, time(9, 0), LOCAL), earliest).astimezone(LOCAL)
    return Scenario(
        name=f"{plot.school} {plot.findings[0][0]}",
        story="",
        start={
            "at": at.replace(tzinfo=None).isoformat(timespec="minutes"),
            "source": plot.source,
            "respondent": plot.school,
            "office": plot.office,
            "findings": findings,
            "agreed": plot.options.get("agreed", False),
        },
        steps=tuple(steps),
        expect={},
    )


def _until(plot: Plot, way: list[Taken]) -> list[Taken]:
    if not plot.until:
        return []
    last = max(place for place, taken in enumerate(way) if taken.name == plot.until)
    return way[: last + 1]


def _step(taken: Taken, opened: date, calendar: Calendar, *, latest: datetime) -> Step:
    day = calendar.working_days_after(opened, taken.after) if taken.after else opened
    return Step(
        at=min(datetime.combine(day, time(taken.hour, 10), LOCAL), latest),
        task=taken.element,
        item=taken.item,
        person=taken.person,
        form=taken.form,
    )


def _way(plot: Plot, opened: date, calendar: Calendar) -> Iterator[Taken]:
    """The whole way from verification to closure."""
    worst = max(severity for _, severity, _ in plot.findings)
    numbers = range(1, len(plot.findings) + 1)
    yield Taken("verify", 0, 10, "verify", _verified(plot))
    if worst == 1 and plot.options.get("agreed"):
        yield Taken("sign", 0, 11, "sign_slip", {"outcome": "signed", "contact": "课后服务工作岗"})
        served = 0
    else:
        signer = "sign_deputy" if worst >= 3 or (worst == 2 and plot.source == "supervision") else "sign_head"
        served = 0 if worst == 4 else 1
        yield Taken("draft", 0, 11, "draft_letter", _drafted(opened))
        yield Taken("check", 0, 14, "check_letter", {"outcome": "pass"})
        yield Taken("sign", served, 15, signer, {"outcome": "approve"})
        yield Taken("seal", served, 16, "seal_letter", {"outcome": "sealed", "copies_printed": 2})
    if plot.until == "deemed":
        return
    skip = worst <= 2 and plot.options.get("skip_plan", False)
    received = {
        "outcome": "received",
        "received_by": "校办公室",
        **({"skip_plan": skip} if worst <= 2 else {}),
    }
    yield Taken("receipt", served, 17, "receipt", received)
    if not skip:
        yield Taken(
            "plan", served + 1, 10, "plan", _planned(plot, calendar.working_days_after(opened, served + 2))
        )
    for n in numbers:
        yield Taken(
            "repair", served + 2, 9 + n % 8, "repair", _repaired(plot, n, opened, served, calendar), item=n
        )
    yield Taken(
        "report", served + 2, 18, "report", {"outcome": "submitted", "summary": "已逐项整改，佐证材料随附。"}
    )
    for n in numbers:
        yield Taken(
            "recheck", served + 3, 9 + n % 8, "recheck", _rechecked(plot, n, opened, served, calendar),
            person="recheck" if worst >= 3 else None, item=n,
        )  # fmt: skip
    if plot.failed:
        return
    yield Taken(
        "closed", served + 4, 10, "approve_closure",
        {"outcome": "approved", "opinion": "各问题复查均已通过，同意销号。", "uses": ["annual"]},
    )  # fmt: skip


def _verified(plot: Plot) -> Mapping[str, Any]:
    items = [
        {
            "n": n,
            "code": code,
            "severity": str(severity),
            "fact": fact,
            "clause": CLAUSES[code[:2]],
            "measure": MEASURES[code],
        }
        for n, (code, severity, fact) in enumerate(plot.findings, 1)
    ]
    return {"outcome": "confirmed", "items": items, "agreed": plot.options.get("agreed", False)}


def _drafted(opened: date) -> Mapping[str, Any]:
    return {
        "outcome": "drafted",
        "found_on": opened.isoformat(),
        "inspectors": "区教育体育局",
        "basis": "《关于进一步提升全区课后服务工作品质的实施方案》（湖教体政字〔2024〕13号）",
        "contact": "课后服务工作岗",
    }


def _planned(plot: Plot, day: date) -> Mapping[str, Any]:
    worst = max(severity for _, severity, _ in plot.findings)
    items = [
        {"n": n, "owner": "@RL-21", "measure": MEASURES[code], "planned_on": day.isoformat()}
        for n, (code, _, _) in enumerate(plot.findings, 1)
    ]
    first = {"first_report": "已立即停课停岗，人员离校。"} if worst == 4 else {}
    return {"outcome": "assigned", "items": items, **first}


def _repaired(plot: Plot, n: int, opened: date, served: int, calendar: Calendar) -> Mapping[str, Any]:
    done = calendar.working_days_after(opened, served + 2)
    return {
        "outcome": "repaired",
        "repair": f"已落实：{MEASURES[plot.findings[n - 1][0]]}",
        "done_on": done.isoformat(),
        "before": ["@file:整改前.jpg"],
        "after": ["@file:整改后.jpg"],
    }


def _rechecked(plot: Plot, n: int, opened: date, served: int, calendar: Calendar) -> Mapping[str, Any]:
    failed = n in plot.failed
    return {
        "result": "partial" if failed else "pass",
        "method": "material",
        "checked_on": calendar.working_days_after(opened, served + 3).isoformat(),
        "reason": "抽查仍有缺项，需继续整改。" if failed else "",
    }
