"""From the start form to the source path."""

from casework.cases.models import Case
from casework.cases.services.trail import record
from casework.permits import applications
from casework.permits.models import Application
from processes import registry
from processes.models import Submission
from processes.registry import OperationContext


@registry.operation("permits.register_application", title="登记拟引进申请（DT-205）", skippable=False)
def register_application(context: OperationContext) -> None:
    """Take term, dates, courses and reason from the form on which the school began the case."""
    case = Case.objects.select_related("school", "respondent").get(pk=context.key)
    said = Submission.objects.filter(instance=context.instance_id).earliest("at", "pk")
    applications.register(case=case, values=said.values)


@registry.operation("permits.set_path", title="登记来源路径", skippable=False)
def set_path(context: OperationContext, *, path: str) -> None:
    """Keep what D01 said: ``A``, ``B``, ``C``, ``C0``, ``D`` or ``X``."""
    application = Application.objects.get(pk=context.key)
    application.path = Application.Path(path)
    application.save(update_fields=["path"])
    payload = {"path": application.path, "label": str(application.get_path_display())}
    record(chain=context.key, kind="entry.path_decided", at=context.at, by=context.by, payload=payload)
