"""What was said last in a case: the next person decides on it."""

from dataclasses import dataclass

from casework.cases.names import name_in
from casework.inbox.casefile.attachments import attached_to
from casework.inbox.casefile.files import readable
from casework.inbox.casefile.materials import Paper, paper
from casework.inbox.casefile.timeline import Readable
from casework.inbox.step.loading import Step
from casework.inbox.wording.checked import photo_ids
from casework.inbox.wording.opinions import Opinion, opinion_of
from casework.inbox.wording.people import person_text
from casework.organisations.substitutions import in_place_of, principals
from processes.models import Submission, UserTask


@dataclass(frozen=True)
class LastWord:
    """``files`` are those of the submission that the viewer may open: a contract to sign, minutes to decide on."""

    by: str
    step: str
    opinion: Opinion
    files: list[Paper]


def last_word(step: Step) -> LastWord | None:
    """The newest submission of the case, with its opinion and its files where the viewer may read them."""
    done = Submission.objects.filter(instance=step.task.instance_id).select_related("by")
    last = done.order_by("-at", "-pk").first()
    if last is None:
        return None
    opinion = Opinion()
    if Readable.of(step.case, step.viewer).allows(str(last.task_id)):
        photos = attached_to(step.case, photo_ids(last.values))
        opinion = opinion_of(step.definition.forms.get(last.form), last.values, step.viewer.language, photos)
    by = in_place_of(person_text(last.by), principals([last.task_id]).get(last.task_id))
    return LastWord(by, _name(step, last), opinion, _files(step, last))


def _files(step: Step, last: Submission) -> list[Paper]:
    form = step.definition.forms.get(last.form)
    slots = [field.name for field in form.fields if field.type == "file"] if form else []
    keys = [key for name in slots for key in last.values.get(name) or []]
    found = readable(step.case, step.viewer).filter(pk__in=keys) if keys else []
    return [paper(step.case, version) for version in found]


def _name(step: Step, last: Submission) -> str:
    """A case that was moved to another version may come from a step that is no more."""
    element = step.definition.element(last.process_id, last.element_id)
    if element is not None:
        return name_in(element, step.viewer.language)
    return UserTask.objects.filter(pk=last.task_id).values_list("name", flat=True).first() or ""
