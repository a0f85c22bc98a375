"""The whole of a guided submission as it stands: its steps, what each holds, and what is missing where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.clock import local_date
from casework.cases.services.references import accept
from casework.guided.items import Item, Mark, item_of
from casework.guided.keeping import mended
from casework.guided.values import saved_values
from casework.inbox.forms import SheetPlaces, StepForm, build_form
from casework.inbox.forms.building import Entry
from casework.inbox.step.filling import context_of
from casework.inbox.step.loading import Step
from casework.papers.models import Requirement
from casework.vendors.models import Instructor, VendorProfile
from processes.forms import FormRejected, FormStep

# Groups of papers whose step also holds what is known of the vendor, and whom it sends.
SUBJECT, PEOPLE = "subject", "people"


@dataclass(frozen=True)
class Wrong:
    """One thing to mend: where it stands, what it is, and a sentence."""

    page: "Page"
    anchor: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Page:
    """One step; ``number`` counts from 1. ``blanks`` are its fields that are not in order, with sentences."""

    guide: "Guide"
    wanted: FormStep
    number: int
    items: list[Item]

    @property
    def key(self) -> str:
        return self.wanted.key

    @property
    def sign(self) -> str:
        """①, ②, …"""
        return chr(0x245F + self.number)

    @property
    def title(self) -> str:
        return self.wanted.title.in_language(self.guide.step.viewer.language)

    @property
    def help(self) -> str:
        return self.wanted.help.in_language(self.guide.step.viewer.language) if self.wanted.help else ""

    @property
    def has_profile(self) -> bool:
        return SUBJECT in self.wanted.papers

    @property
    def has_roster(self) -> bool:
        return PEOPLE in self.wanted.papers

    @property
    def is_last(self) -> bool:
        return self.number == len(self.guide.step.schema.steps)

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry for entry in self.guide.entries if entry.bound.name in self.wanted.fields]

    @cached_property
    def blanks(self) -> Mapping[str, list[str]]:
        return {name: self.guide.errors[name] for name in self.wanted.fields if name in self.guide.errors}

    @property
    def missing(self) -> int:
        return sum(item.mark == Mark.MISSING for item in self.items)

    @property
    def returned(self) -> int:
        return sum(item.is_returned for item in self.items)

    @property
    def to_fill(self) -> int:
        wrong = sum(item.mark in (Mark.BEGUN, Mark.WRONG) for item in self.items) - self.returned
        return wrong + len(self.blanks) + (1 if self.has_roster and not self.guide.roster else 0)

    @property
    def is_complete(self) -> bool:
        return not (self.missing or self.returned or self.to_fill)

    @property
    def words(self) -> str:
        """What is missing here, or that nothing is."""
        said = []
        if self.returned:
            said.append(_("退回 %(n)s 件") % {"n": self.returned})
        if self.missing:
            said.append(_("缺 %(n)s 件") % {"n": self.missing})
        if self.to_fill:
            said.append(_("%(n)s 处待填") % {"n": self.to_fill})
        return " · ".join(said) or _("已填好")

    @cached_property
    def groups(self) -> list[tuple[Instructor | None, list[Item]]]:
        """Papers of the vendor first, then person by person."""
        found: dict[Instructor | None, list[Item]] = {}
        for item in self.items:
            found.setdefault(item.requirement.instructor, []).append(item)
        return sorted(found.items(), key=lambda pair: pair[0] is not None)

    @property
    def open_anchor(self) -> str:
        """One question at a time: the first that is not answered yet."""
        return next((item.anchor for item in self.items if item.is_unfinished), "")


@dataclass(frozen=True)
class Guide:
    """``errors`` are those of all fields of the form, by name, the empty ones that are required included."""

    step: Step
    form: StepForm
    errors: Mapping[str, list[str]]
    requirements: list[Requirement]
    roster: list[Instructor]
    profile: VendorProfile | None

    @cached_property
    def entries(self) -> list[Entry]:
        return list(self.form.entries())

    @cached_property
    def mended(self) -> Collection[int]:
        return mended(self.step)

    @cached_property
    def pages(self) -> list[Page]:
        return [
            Page(
                self,
                wanted,
                number,
                [self._item(row) for row in self.requirements if row.group in wanted.papers],
            )
            for number, wanted in enumerate(self.step.schema.steps, 1)
        ]

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)

    @property
    def first_unfinished(self) -> Page:
        return next((page for page in self.pages if not page.is_complete), self.pages[-1])

    @property
    def is_complete(self) -> bool:
        return all(page.is_complete for page in self.pages)

    @cached_property
    def wrongs(self) -> list[Wrong]:
        """All that keeps this from being sent, at once."""
        return [wrong for page in self.pages for wrong in self._wrongs(page)]

    def _wrongs(self, page: Page) -> list[Wrong]:
        found = [
            Wrong(page, f"field-{entry.bound.auto_id}", str(entry.bound.label), sentence)
            for entry in page.entries
            for sentence in page.blanks.get(entry.bound.name, [])
        ]
        if page.has_roster and not self.roster:
            found.append(Wrong(page, "roster", _("师资名册"), _("名册上还没有人，请至少登记一名师资。")))
        for item in page.items:
            if item.is_unfinished:
                title = f"{item.title} · {item.person}" if item.person else item.title
                found += [Wrong(page, item.anchor, title, sentence) for sentence in item.wrongs]
        return found

    def _item(self, requirement: Requirement) -> Item:
        return item_of(requirement, day=self.step.viewer.today, mended=self.mended)


def load_guide(step: Step, raw: Mapping[str, Any] | None = None) -> Guide:
    """``raw`` is what has just been typed and came back; else what was saved."""
    case, values = step.case, saved_values(step) if raw is None else raw
    errors = field_errors(step, values)
    # An empty field is no fault while somebody is still at it; the list at the end tells it.
    # So is a checklist with items still open: its cards say what they ask.
    checklists = {field.name for field in step.schema.fields if field.type == "checklist"}
    typed = {
        name: said
        for name, said in errors.items()
        if values.get(name) not in (None, "", []) and name not in checklists
    }
    asked = (
        Requirement.objects.filter(case=case, is_for_school=False)
        .select_related("case", "instructor", "paper__document", "paper__subject", "paper__instructor")
        .prefetch_related("paper__document__versions")
    )
    return Guide(
        step=step,
        form=build_form(step.schema, replace(context_of(step), sheets=partial(_places, step)), values, typed),
        errors=errors,
        requirements=list(asked.order_by("ordinal")),
        roster=list(Instructor.objects.filter(organisation=case.respondent_id, is_active=True)),
        profile=VendorProfile.objects.filter(pk=case.respondent_id).first(),
    )


def _places(step: Step, name: str) -> SheetPlaces:
    """A table is brought back with its page, which is saved first."""
    return SheetPlaces(reverse("guided:sheet", args=[step.task.pk, name]))


def field_errors(step: Step, raw: Mapping[str, Any]) -> Mapping[str, list[str]]:
    """What the form would be refused for now; the decision, which is made last, left out."""
    decision = step.schema.decision
    chosen = {decision.name: decision.options[0].value} if decision else {}
    try:
        accept(
            form=step.schema,
            raw={**raw, **chosen},
            evaluate=step.opened.evaluate,
            day=local_date(step.viewer.now),
        )
    except FormRejected as rejected:
        return rejected.errors
    return {}
