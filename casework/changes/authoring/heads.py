"""What a form says as a whole: its title, help and clause, its buttons, and its steps."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.field_rows import (
    BUTTONS,
    Raw,
    label_of,
    objects,
    option_rows,
    options_from,
    texts_of,
)
from casework.changes.authoring.outline import fields_of
from casework.changes.authoring.rows import Row, read_rows, with_spare
from casework.policy.forms.clauses import FROM_LIST

STEPS = ("key", "zh", "en", "papers")
LONG = {"rows": 2, "class": "bj-input"}


class HeadForm(forms.Form):
    """``raw`` is the whole form; ``made()`` the same with what was typed here."""

    title_zh = forms.CharField(label=_("表单名称"), max_length=200)
    title_en = forms.CharField(label=_("英文名称"), max_length=400, required=False)
    help_zh = forms.CharField(
        label=_("开头的说明"), max_length=1000, required=False, widget=forms.Textarea(LONG)
    )
    help_en = forms.CharField(
        label=_("英文说明"), max_length=2000, required=False, widget=forms.Textarea(LONG)
    )
    clause = forms.CharField(
        label=_("依据条款"), max_length=200, required=False, widget=forms.TextInput(FROM_LIST)
    )
    decision = forms.CharField(
        label=_("按钮的代码"),
        max_length=64,
        required=False,
        help_text=_("流程图的条件用它读按了哪个按钮，例如 outcome。"),
    )

    def __init__(self, raw: Raw, *, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=_initial(raw))
        self.raw = raw

    def buttons(self) -> list[Row]:
        rows = (
            read_rows(self.data, "buttons", BUTTONS)
            if self.is_bound
            else option_rows(_decision(self.raw).get("options"))
        )
        return with_spare(rows, BUTTONS)

    def steps(self) -> list[dict[str, Any]]:
        """Each step as a line, with every field of the form and whether it stands in this step."""
        rows = read_rows(self.data, "steps", STEPS) if self.is_bound else _step_rows(self.raw)
        chosen = (
            self._chosen()
            if self.is_bound
            else [step.get("fields", []) for step in objects(self.raw.get("steps"))]
        )
        names = [(f.get("name", ""), texts_of(f.get("label"))[0]) for f in fields_of(self.raw)]
        lines = [*rows, dict.fromkeys(STEPS, "")]
        return [
            {**row, "fields": [(name, label, n < len(chosen) and name in chosen[n]) for name, label in names]}
            for n, row in enumerate(lines)
        ]

    def made(self) -> Raw:
        said, raw = self.cleaned_data, self.raw
        typed: Raw = {
            "title": label_of(said["title_zh"], said["title_en"], raw.get("title")),
            "help": label_of(said["help_zh"], said["help_en"], raw.get("help")) if said["help_zh"] else None,
            "fields": raw.get("fields", []),
            "decision": self._typed_decision(),
            "steps": self._typed_steps(),
            "clause": said["clause"] or None,
        }
        order = [*(name for name in raw if name in typed), *(name for name in typed if name not in raw)]
        return {name: typed[name] for name in order if typed[name] is not None}

    def _typed_decision(self) -> Raw | None:
        rows, name = read_rows(self.data, "buttons", BUTTONS), self.cleaned_data["decision"]
        before = _decision(self.raw)
        if not rows and not name:
            return None
        return {"name": name, "options": options_from(rows, before.get("options"))}

    def _typed_steps(self) -> list[Raw] | None:
        rows, chosen = read_rows(self.data, "steps", STEPS), self._chosen()
        if not rows:
            return [] if self.raw.get("steps") == [] else None
        known = {str(step.get("key")): step for step in objects(self.raw.get("steps"))}
        return [
            _step(row, chosen[n] if n < len(chosen) else [], known.get(row["key"], {}))
            for n, row in enumerate(rows)
        ]

    def _chosen(self) -> list[Sequence[str]]:
        """The ticked fields of each line in which something was typed."""
        data: Any = self.data
        get = getattr(data, "getlist", lambda key: data.get(key, []))
        numbers = [
            n for n in range(100) if any(data.get(f"steps-{n}-{column}", "").strip() for column in STEPS)
        ]
        return [get(f"steps-{n}-fields") for n in numbers]


def _initial(raw: Raw) -> Raw:
    (title_zh, title_en), (help_zh, help_en) = texts_of(raw.get("title")), texts_of(raw.get("help"))
    return {
        "title_zh": title_zh, "title_en": title_en, "help_zh": help_zh, "help_en": help_en,
        "clause": raw.get("clause", ""), "decision": _decision(raw).get("name", ""),
    }  # fmt: skip


def _decision(raw: Raw) -> Raw:
    found = raw.get("decision")
    return found if isinstance(found, dict) else {}


def _step_rows(raw: Raw) -> list[Row]:
    rows: list[Row] = []
    for step in objects(raw.get("steps")):
        zh, en = texts_of(step.get("title"))
        papers = "、".join(map(str, step.get("papers", [])))
        rows.append({"key": str(step.get("key", "")), "zh": zh, "en": en, "papers": papers})
    return rows


def _step(row: Row, ticked: Sequence[str], before: Raw) -> Raw:
    """Fields that stood in the step keep their order; those that are new in it come after."""
    kept = [name for name in before.get("fields", []) if name in ticked]
    papers = [
        name for name in row["papers"].replace("，", "、").replace(",", "、").split("、") if name.strip()
    ]
    made = {
        **before,
        "key": row["key"],
        "title": label_of(row["zh"], row["en"], before.get("title")),
        "fields": [*kept, *(name for name in ticked if name not in kept)],
        "papers": [name.strip() for name in papers],
    }
    return {name: value for name, value in made.items() if value != [] or name in before}
