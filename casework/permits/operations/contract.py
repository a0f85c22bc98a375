"""The contract or agreement of an application (P03)."""

from datetime import date

from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.papers.models import Paper
from casework.papers.services.school import answer_for_school
from casework.permits.models import Application
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext

# Fields for the contract of paths A to C, and for the agreement of path D.
SIGNED, DRAFT = ("signed", "signed_agreement"), ("contract", "agreement")


@registry.operation("permits.archive_contract", title="合同存档", skippable=False)
def archive_contract(
    context: OperationContext, *, type_code: str, valid_from: date, valid_to: date, drafted: str, signed: str
) -> None:
    """The signed file answers the school's line of ``type_code``; without a scan, the draft that both agreed to does.

    ``drafted`` and ``signed`` are the steps whose last forms hold the files.
    """
    case = Case.objects.select_related("school", "respondent").get(pk=context.key)
    signing = _last(context, signed)
    paper = answer_for_school(
        case=case,
        type_code=type_code,
        version_id=_file(signing, SIGNED) or _file(_last(context, drafted), DRAFT),
        facts={"valid_from": valid_from, "valid_to": valid_to, "holder": case.respondent.name},
        by=signing.by,
        at=context.at,
        method=Paper.Method.ORIGINAL,
    )
    Application.objects.filter(pk=context.key).update(contract_ends_on=valid_to)
    payload = {"type": paper.type.zh, "type_en": paper.type.en, "from": valid_from, "to": valid_to}
    record(chain=case.pk, kind="entry.contract_signed", at=context.at, by=signing.by, payload=payload)


@registry.operation("permits.reopen_contract", title="重签合同", skippable=False)
def reopen_contract(context: OperationContext) -> None:
    """The contract is to be signed anew; the archived one answers until then."""
    Application.objects.filter(pk=context.key).update(contract_ends_on=None)


def _last(context: OperationContext, element: str) -> Submission:
    found = Submission.objects.filter(instance=context.instance_id, element_id=element)
    return found.select_related("by").latest("at")


def _file(said: Submission, fields: tuple[str, str]) -> str:
    files = [version for field in fields for version in said.values.get(field) or []]
    return str(files[0]) if files else ""
