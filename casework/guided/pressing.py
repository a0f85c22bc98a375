"""What the buttons inside a step do; each is a plain post of its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from casework.guided import people
from casework.guided.facts import name_of
from casework.guided.keeping import hold, mark_mended, put
from casework.guided.loading import load_requirement
from casework.guided.values import saved_values
from casework.inbox.forms.importing import ImportRefused
from casework.inbox.step.drafts import DraftTooLarge
from casework.inbox.step.loading import Step
from casework.inbox.step.sheets import imported, sheet_form
from casework.inbox.views.sheets import in_words, taken
from casework.papers.models import Paper, Requirement
from casework.papers.services import answering, facts, reuse
from casework.vendors.rules import Refused
from documents.services import UploadIncomplete, UploadRefused, receive
from storage import StoreUnavailable


@dataclass(frozen=True)
class Pressed:
    """Where to go on the page, what was done, and by name what could not be done."""

    anchor: str
    said: str = ""
    faults: Mapping[str, list[str]] = field(default_factory=dict)


def press(step: Step, posted: QueryDict, files: "MultiValueDict[str, UploadedFile[Any]]") -> Pressed | None:
    """Do what the pressed button says; None where it only leads on. Raises Http404, DraftNotKept."""
    for name, act in _ACTS.items():
        if name in posted:
            hold(step)
            return act(step, posted[name], posted, files)
    return None


def _take(step: Step, value: str, *_rest: object) -> Pressed:
    requirement_id, _sign, paper_id = value.partition(":")
    requirement = _requirement(step, requirement_id)
    paper = reuse.offers(requirement, on=step.viewer.today).filter(pk=_uuid(paper_id)).first()
    if paper is None:
        sentence = _("这份材料已经不能沿用，请上传新的一份。")
        return Pressed(_anchor(requirement), faults={_anchor(requirement): [sentence]})

    def take() -> None:
        reuse.take(requirement=requirement, paper=paper, by=step.viewer.person, at=step.viewer.now)
        mark_mended(step, requirement)

    return _unless_closed(requirement, take, _("已沿用已有的材料，不用再上传。"))


def _detach(step: Step, value: str, *_rest: object) -> Pressed:
    requirement = _requirement(step, value)
    return _unless_closed(
        requirement,
        lambda: answering.detach(requirement=requirement, by=step.viewer.person, at=step.viewer.now),
        _("已移除，请重新上传或沿用。"),
    )


def _unless_closed(requirement: Requirement, act: Callable[[], object], said: str) -> Pressed:
    try:
        act()
    except (answering.NotOpen, reuse.NotOffered):
        sentence = _("这份材料已经提交，不能再换。")
        return Pressed(_anchor(requirement), faults={_anchor(requirement): [sentence]})
    return Pressed(_anchor(requirement), said)


def _adopt(step: Step, value: str, *_rest: object) -> Pressed:
    """One click confirms what was read from the file, or is known already."""
    requirement_id, fact, found = [*value.split(":", 2), "", ""][:3]
    requirement = _requirement(step, requirement_id)
    paper = requirement.paper
    if paper is None or paper.state != Paper.State.DRAFT or fact not in paper.type.facts:
        raise Http404
    refused = facts.keep(paper=paper, values={fact: found}, by=step.viewer.person, at=step.viewer.now)
    said = {name_of(requirement.pk, fault.fact): [str(fault.sentence)] for fault in refused}
    return Pressed(_anchor(requirement), faults=said)


def _add(step: Step, _value: str, posted: QueryDict, *_rest: object) -> Pressed:
    try:
        person = people.add(step, posted)
    except Refused as reason:
        return Pressed("person-new", faults={f"{people.NEW}{reason.field}": [str(reason)]})
    return Pressed(f"person-{person.pk}", _("%(name)s 已列入名册。") % {"name": person.name})


def _remove(step: Step, value: str, *_rest: object) -> Pressed:
    try:
        person = people.remove(step, value)
    except Refused as reason:
        return Pressed("roster", faults={"roster": [str(reason)]})
    return Pressed("roster", _("%(name)s 已移出名册，他的材料不再要求提交。") % {"name": person.name})


def _upload(
    step: Step, value: str, _posted: QueryDict, files: "MultiValueDict[str, UploadedFile[Any]]"
) -> Pressed:
    """Without a script the bytes come with the page."""
    requirement = _requirement(step, value)
    sent = files.get(f"file-{requirement.pk}")
    sentence = _("请先选择文件，再点上传。") if sent is None else _received(step, requirement, sent)
    if sentence:
        return Pressed(_anchor(requirement), faults={_anchor(requirement): [sentence]})
    return Pressed(_anchor(requirement), _("文件已上传。"))


def _received(step: Step, requirement: Requirement, sent: UploadedFile[Any]) -> str:
    """Why the file was not taken; empty where it was."""
    try:
        _paper, version, _ticket = answering.begin(
            requirement=requirement,
            name=sent.name or "",
            size=sent.size or 0,
            by=step.viewer.person,
            at=timezone.now(),
        )
        receive(version=version, stream=cast(BinaryIO, sent))
        settled = answering.finish(requirement=requirement, version=version, at=step.viewer.now)
    except (UploadRefused, UploadIncomplete) as refusal:
        return str(refusal)
    except answering.NotOpen:
        return _("这份材料已经提交，不能再换。")
    except StoreUnavailable:
        return _("文件库暂时连不上，请过几分钟再上传，已填的内容不会丢。")
    if not settled.is_available:
        return settled.refusal_sentence
    mark_mended(step, requirement)
    return ""


def _import_sheet(
    step: Step, name: str, posted: QueryDict, files: "MultiValueDict[str, UploadedFile[Any]]"
) -> Pressed:
    """The page has been saved: its rows are those that the file replaces or is added to."""
    form, anchor = sheet_form(step, name), f"field-id_{name}"
    try:
        rows = imported(
            step,
            form,
            files.get(f"{name}-sheet"),
            mode=posted.get(f"{name}-mode", ""),
            before=saved_values(step)[name],
        )
        put(step, {name: rows})
    except (ImportRefused, DraftTooLarge) as trouble:
        return Pressed(anchor, faults={name: in_words(trouble)})
    return Pressed(anchor, taken(form, rows))


def _requirement(step: Step, written: str) -> Requirement:
    if not (written.isascii() and written.isdigit() and len(written) < 18):
        raise Http404
    return load_requirement(step, int(written))


def _anchor(requirement: Requirement) -> str:
    return f"item-{requirement.pk}"


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None


_ACTS: Mapping[str, Callable[..., Pressed]] = {
    "take": _take,
    "detach": _detach,
    "adopt": _adopt,
    "add_person": _add,
    "remove_person": _remove,
    "upload": _upload,
    "import_sheet": _import_sheet,
}
