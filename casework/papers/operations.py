"""What a diagram may do with the papers of a case."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from casework.cases.models import Case
from casework.papers import checklists, judging
from casework.papers.models import Paper, Requirement
from casework.papers.services import handing_in, verification
from casework.papers.services.school import answer_for_school
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext

GENUINE, DIFFERENT, FORGED = "agrees", "differs", "forged"


@registry.operation("papers.build_checklist", title="生成材料清单", skippable=False)
def build_checklist(context: OperationContext) -> None:
    """Ask for what D02 says of this case."""
    checklists.rebuild(
        _case(context), context.at, process_id=context.process_id, element_id=context.element_id
    )


@registry.operation("papers.hand_in", title="提交材料", skippable=False)
def hand_in(context: OperationContext) -> Mapping[str, Any]:
    """Drafts become submitted and are frozen; ``round`` is how often the vendor has handed in.

    Where only answers of the form had to be mended, there is no paper to hand in.
    """
    with suppress(handing_in.NothingToHandIn):
        handing_in.hand_in(case=_case(context), by=context.by, at=context.at)
    given = Submission.objects.filter(instance=context.instance_id, element_id=context.element_id).count()
    return {"round": given}


@registry.operation("papers.judge", title="逐件判定材料有效性（D03）", skippable=False)
def judge(
    context: OperationContext, *, needed_until: date, categories: list[str], promised: bool | None = None
) -> Mapping[str, Any]:
    """``defects``: how many lines are not in order. Whoever has faulty ones gets them back, all at once."""
    faulty = judging.judge(
        case=_case(context),
        needed_until=needed_until,
        categories=categories,
        promised=bool(promised),
        at=context.at,
        process_id=context.process_id,
        element_id=context.element_id,
    )
    for line in faulty:
        if line.paper is not None and line.state != Requirement.State.OPEN:
            verification.give_back(requirement=line, reason=line.message, by=context.by, at=context.at)
    return {"defects": len(faulty)}


@registry.operation("papers.verify_originals", title="登记原件核实结果（DT-204）", skippable=False)
def verify_originals(context: OperationContext) -> Mapping[str, Any]:
    """``items``: id, method, result, reason. What agrees is verified, the rest goes back; ``forged`` counts forgeries."""
    rows = (context.submission or {}).get("items", [])
    for row in rows:
        line = Requirement.objects.get(pk=int(row["id"]), case=context.key)
        if row["result"] == GENUINE and line.paper is not None:
            if line.paper.state != Paper.State.VALID:
                verification.verify(paper=line.paper, method=row["method"], by=context.by, at=context.at)
        elif line.state != Requirement.State.RETURNED:
            reason = row.get("reason") or "与原件不一致"
            verification.give_back(requirement=line, reason=reason, by=context.by, at=context.at)
    results = [row["result"] for row in rows]
    return {"returned": len(rows) - results.count(GENUINE), "forged": results.count(FORGED)}


@registry.operation("papers.give_back", title="退回所选材料", skippable=False)
def give_back(context: OperationContext) -> Mapping[str, Any]:
    """``returned``: id, send_back, reason. Only the chosen lines go back, the rest stays accepted."""
    rows = (context.submission or {}).get("returned") or []
    chosen = [row for row in rows if row.get("send_back")]
    for row in chosen:
        line = Requirement.objects.get(pk=int(row["id"]), case=context.key)
        if line.state != Requirement.State.RETURNED:
            reason = row.get("reason") or "请更正后重新提交"
            verification.give_back(requirement=line, reason=reason, by=context.by, at=context.at)
    return {"returned": len(chosen)}


@registry.operation("papers.file_for_school", title="登记学校材料", skippable=False)
def file_for_school(context: OperationContext, *, type_code: str, field: str) -> None:
    """The file in ``field`` of the form answers the school's own line of ``type_code``; nothing where none was given."""
    submission = context.submission or {}
    versions = submission.get(field) or []
    if versions:
        answer_for_school(
            case=_case(context),
            type_code=type_code,
            version_id=versions[0],
            facts={},
            by=context.by,
            at=context.at,
        )


def _case(context: OperationContext) -> Case:
    return Case.objects.select_related("respondent", "school").get(pk=context.key)
