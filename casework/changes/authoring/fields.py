"""One field of a form, as a manager fills it in: every property in words, and back to the raw object."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.changes.authoring.field_rows import (
    ITEMS,
    OPTIONS,
    RULES,
    Raw,
    feel,
    groups_from,
    item_rows,
    label_of,
    option_rows,
    options_from,
    rule_rows,
    rules_from,
    texts_of,
)
from casework.changes.authoring.rows import Row, read_rows, with_spare
from casework.changes.authoring.wording import KINDS, in_screen_words
from casework.organisations.models import Organisation, Role
from casework.policy.forms.clauses import FROM_LIST
from documents.catalogue import document_types
from processes.forms.reading import COLUMNS, OWN

ROWS: Mapping[str, tuple[str, ...]] = {"options": OPTIONS, "rules": RULES, "items": ITEMS}
# Which of the inputs below each property of a definition stands in, for what the check says.
INPUTS = {
    "字段名": "name", "label": "label_zh", "help": "help_zh", "required": "required_when", "visible": "visible",
    "default": "default", "document_type": "document_type", "minimum": "minimum", "scope": "scope", "rows": "rows",
    "offers": "offers",
    "clause": "clause",
}  # fmt: skip
LONG = {"rows": 2, "class": "bj-input", "spellcheck": "false"}
FEEL = {"rows": 1, "class": "bj-input", "spellcheck": "false"}


class FieldForm(forms.Form):
    """``raw`` is the field as it is in the form; ``made()`` what was typed, with everything that no input shows."""

    type = forms.ChoiceField(label=_("填什么"))
    label_zh = forms.CharField(label=_("名称"), max_length=200)
    label_en = forms.CharField(label=_("英文名称"), max_length=400, required=False)
    help_zh = forms.CharField(
        label=_("填写说明"), max_length=1000, required=False, widget=forms.Textarea(LONG)
    )
    help_en = forms.CharField(
        label=_("英文说明"), max_length=2000, required=False, widget=forms.Textarea(LONG)
    )
    required = forms.ChoiceField(
        label=_("必须填吗"),
        choices=[("", _("可以不填")), ("always", _("必须填")), ("when", _("满足条件时必须填"))],
        required=False,
    )
    required_when = forms.CharField(
        label=_("什么时候必须填"), max_length=4000, required=False, widget=forms.Textarea(FEEL)
    )
    visible = forms.CharField(
        label=_("什么时候出现"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(FEEL),
        help_text=_("空着就一直出现。条件用 FEEL 写，例如 = case.severity = 4"),
    )
    default = forms.CharField(
        label=_("预先填好"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(FEEL),
        help_text=_("直接写内容，或者以 = 开头的算式。"),
    )
    document_type = forms.ChoiceField(label=_("材料类型"), required=False)
    role = forms.MultipleChoiceField(label=_("只能选哪些岗位"), required=False, choices=Role.choices)
    kinds = forms.MultipleChoiceField(
        label=_("只能选哪类单位"), required=False, choices=Organisation.Kind.choices
    )
    scope = forms.CharField(
        label=_("只能选谁的"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(FEEL),
        help_text=_("例如 = case.respondent，空着不限。"),
    )
    offers = forms.CharField(
        label=_("选项从哪里来"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(FEEL),
        help_text=_(
            "选项不固定时，写一个得出一列文字的算式，例如 = terms from(case.school, today)；与上面的选项一起列出。"
        ),
    )
    multiple = forms.BooleanField(label=_("可以选多个、传多份"), required=False)
    minimum = forms.IntegerField(label=_("至少几个（份）"), required=False, min_value=0, max_value=200)
    rows = forms.CharField(
        label=_("行从哪里来"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(FEEL),
        help_text=_("空着由填表人自己加行；也可以写算式，把已知的内容列好。"),
    )
    fixed = forms.BooleanField(label=_("不许加行、删行"), required=False)
    readonly = forms.BooleanField(label=_("只看不改"), required=False)
    variable = forms.BooleanField(label=_("流程图的条件要用到它"), required=False)
    clause = forms.CharField(
        label=_("依据条款"), max_length=200, required=False, widget=forms.TextInput(FROM_LIST)
    )
    name = forms.CharField(
        label=_("代码"),
        max_length=64,
        help_text=_("算式和文书里用它指这个字段。改了代码，用到它的地方也要改。"),
    )

    def __init__(self, raw: Raw, *, is_column: bool = False, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial=initial_of(raw))
        self.raw = raw
        offered = [kind for kind in KINDS if not is_column or kind in COLUMNS]
        _offer(self, "type", [(kind, str(KINDS[kind])) for kind in offered])
        types = [(code, f"{found.label}（{code}）") for code, found in sorted(document_types().items())]
        _offer(self, "document_type", [("", str(_("不限"))), *types, *_unknown(raw)])

    def lists(self) -> dict[str, list[Row]]:
        """The lines of each list with empty ones after them."""
        made = {}
        for name, columns in ROWS.items():
            rows = read_rows(self.data, name, columns) if self.is_bound else _SHOWN[name](self.raw)
            made[name] = with_spare(rows, columns)
        return made

    def made(self) -> Raw:
        """The raw field; of the kind's own properties only those that this kind has."""
        said, before = self.cleaned_data, self.raw
        kind = said["type"]
        typed: Raw = {
            "name": said["name"],
            "type": kind,
            "label": label_of(said["label_zh"], said["label_en"], before.get("label")),
            "help": label_of(said["help_zh"], said["help_en"], before.get("help"))
            if said["help_zh"]
            else None,
            "required": self._required(kind),
            "visible": _expression(said["visible"], before.get("visible")),
            "default": self._default(),
            "document_type": said["document_type"],
            "role": " ".join(said["role"]),
            "kinds": " ".join(said["kinds"]),
            "scope": _expression(said["scope"], before.get("scope")),
            "offers": _expression(said["offers"], before.get("offers")),
            "minimum": said["minimum"] or None,
            "rows": _expression(said["rows"], before.get("rows")),
            "clause": said["clause"],
        }
        typed |= {name: said[name] or None for name in ("multiple", "fixed", "readonly", "variable")}
        typed |= {"columns": before.get("columns") if kind == "table" else None, **self._typed_lists()}
        allowed = OWN[kind] | {"name", "type", "label", "help", "required", "visible", "variable", "default", "rules",
                               "readonly", "clause"}  # fmt: skip
        return _in_order(before, {name: value for name, value in typed.items() if name in allowed})

    def blame(self, messages: list[str]) -> None:
        """Put what the check says at the inputs that it is about."""
        for message in messages:
            place = next(
                (INPUTS[name] for name in INPUTS if message.startswith((name, f"缺少 {name}"))), None
            )
            self.add_error(place, in_screen_words(message))

    def _typed_lists(self) -> Raw:
        before = self.raw
        rows = {name: read_rows(self.data, name, columns) for name, columns in ROWS.items()}
        return {
            "options": options_from(rows["options"], before.get("options")),
            "rules": rules_from(rows["rules"], before.get("rules")),
            "groups": groups_from(rows["items"], before.get("groups")),
        }

    def _required(self, kind: str) -> Any:
        how = self.cleaned_data["required"]
        if how == "when":
            return _expression(self.cleaned_data["required_when"], self.raw.get("required")) or True
        if how == "always":
            return True if kind != "checklist" or self.raw.get("required") is True else None
        return False if kind == "checklist" or self.raw.get("required") is False else None

    def _default(self) -> Any:
        """A value that still reads as it was shown stays of its type; yes and no are not texts."""
        text, before = self.cleaned_data["default"], self.raw.get("default")
        if text == _shown(before):
            return before
        if self.cleaned_data["type"] == "yes_no" and text in _FLAGS:
            return _FLAGS[text]
        return text or None


_FLAGS = {"是": True, "否": False, "true": True, "false": False}
_SHOWN = {
    "options": lambda raw: option_rows(raw.get("options")),
    "rules": lambda raw: rule_rows(raw.get("rules")),
    "items": lambda raw: item_rows(raw.get("groups")),
}


def initial_of(raw: Raw) -> dict[str, Any]:
    (label_zh, label_en), (help_zh, help_en) = texts_of(raw.get("label")), texts_of(raw.get("help"))
    required = raw.get("required", raw.get("type") == "checklist")
    same = ("type", "name", "visible", "document_type", "scope", "offers", "multiple", "minimum", "rows", "fixed", "readonly",
            "variable", "clause")  # fmt: skip
    return {
        **{name: raw.get(name) for name in same},
        "label_zh": label_zh, "label_en": label_en, "help_zh": help_zh, "help_en": help_en,
        "required": "when" if isinstance(required, str) else "always" if required else "",
        "required_when": required if isinstance(required, str) else "",
        "default": _shown(raw.get("default")),
        "role": str(raw.get("role") or "").split(),
        "kinds": str(raw.get("kinds") or "").split(),
    }  # fmt: skip


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "是" if default else "否"
    return "" if default is None else str(default)


def _expression(text: str, before: Any) -> str:
    return text if text == before else feel(text)


def _offer(form: FieldForm, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _unknown(raw: Raw) -> list[tuple[str, str]]:
    """A code that the register no longer has is still offered, so that opening a field does not change it."""
    code = raw.get("document_type")
    return [(code, code)] if isinstance(code, str) and code and code not in document_types() else []


def _in_order(before: Raw, typed: Raw) -> Raw:
    """Properties in the order in which they stood, new ones after them; empty ones are left off."""
    empty: tuple[Any, ...] = (None, "", [])
    kept = [name for name in before if name in typed]
    names = [*kept, *(name for name in typed if name not in kept)]
    return {
        name: typed[name] for name in names if not any(typed[name] is e or typed[name] == e for e in empty)
    }
