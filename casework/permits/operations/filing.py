"""备案：freeze what was filed, issue the permit that follows from it."""

from collections.abc import Mapping
from typing import Any

from casework.cases.services.trail import record
from casework.filings.models import Filing
from casework.filings.services import accepting, depositing
from casework.permits import applications
from casework.permits.models import Application
from casework.permits.services import permits
from casework.permits.snapshot import particulars
from processes import registry
from processes.registry import OperationContext

SUBJECT = "入校备案"


@registry.operation("permits.file_entry", title="备案并发放入校许可", skippable=False)
def file_entry(context: OperationContext, *, forms: list[str] | None = None) -> Mapping[str, Any]:
    """One snapshot with its hash, and the permit until the least of contract, term and insurance.

    ``forms`` are what the school and the vendor said and agreed; whoever judged it stands among the particulars.
    """
    application = Application.objects.select_related("case", "school", "subject").get(pk=context.key)
    case = application.case
    depositing.freeze(
        case=case,
        subject=SUBJECT,
        forms=forms or (),
        filer=application.school,
        particulars=particulars(application),
        by=context.by,
        at=context.at,
    )
    kind = Filing.Kind.RECORD if application.path == Application.Path.SPORTS else Filing.Kind.ENTRY
    filed = accepting.accept_apart(case=case, subject=SUBJECT, kind=kind, by=context.by, at=context.at)
    issued = permits.issue(
        application=application,
        filing=filed,
        instructors=list(application.instructors.all()),
        valid_to=applications.valid_to(application, applications.insurance_of(application)),
        at=context.at,
        by=context.by,
    )
    payload = {"filing": filed.number, "permit": issued.number, "until": issued.valid_to}
    record(chain=context.key, kind="entry.filed", at=context.at, by=context.by, payload=payload)
    return {"filing": filed.number, "permit": str(issued.pk)}
