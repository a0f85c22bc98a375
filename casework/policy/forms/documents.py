"""A new policy document with its clauses pasted as text, and the dates that are entered later."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.organisations.forms.days import day_field
from casework.organisations.forms.names import NameSelect
from casework.policy.models import PolicyDocument
from casework.policy.quoting import is_place
from casework.policy.services.documents import NewClause

MOST_CLAUSES = 300
LONGEST_CLAUSE = 5_000
_LINE = re.compile(r"(\S+?)[\s：:]+(\S.*)")


class DatesForm(forms.Form):
    """What the text of a document does not say of itself."""

    issued_on = day_field(_("印发日期"), required=False)
    effective_on = day_field(_("施行日期"), required=False, help_text=_("文件没有写明的，先空着，以后补录"))
    ended_on = day_field(_("失效日期"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        begun, ended = cleaned.get("effective_on"), cleaned.get("ended_on")
        if begun and ended and ended < begun:
            self.add_error("ended_on", _now("失效日期不能早于施行日期。"))
        return cleaned


class DocumentForm(DatesForm):
    """``cleaned_data["clauses"]`` is a list of NewClause."""

    level = forms.ChoiceField(label=_("层级"), choices=PolicyDocument.Level.choices)
    title = forms.CharField(label=_("标题"), max_length=200)
    short_name = forms.CharField(
        label=_("简称"),
        max_length=30,
        required=False,
        help_text=_("流程图和决策表里用它引用条款；有条款的必填"),
    )
    number = forms.CharField(label=_("文号"), max_length=60, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=100)
    superiors = forms.ModelMultipleChoiceField(
        label=_("上位依据"),
        queryset=PolicyDocument.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    replaces = forms.ModelChoiceField(
        label=_("代替"),
        queryset=PolicyDocument.objects.all(),
        required=False,
        empty_label=_("不代替别的文件"),
        widget=NameSelect,
        help_text=_("被代替的文件在新文件施行的前一天失效"),
    )
    clauses = forms.CharField(
        label=_("条款"),
        required=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("一条一行：条款号，空格，原文。例如：三（一）2 规范第三方机构管理。……"),
    )
    field_order = (
        "level", "title", "short_name", "number", "issuer", "issued_on", "effective_on", "superiors", "replaces",
        "clauses",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ended_on"]

    def clean_short_name(self) -> str:
        name = self.cleaned_data["short_name"].strip()
        if name and PolicyDocument.objects.filter(short_name=name).exists():
            raise ValidationError(_now("已经有文件用这个简称，请换一个。"))
        return str(name)

    def clean_number(self) -> str:
        number = self.cleaned_data["number"].strip()
        if number and PolicyDocument.objects.filter(number=number).exists():
            raise ValidationError(_now("这个文号的文件已经登记过了。"))
        return str(number)

    def clean_clauses(self) -> list[NewClause]:
        lines = enumerate(self.cleaned_data["clauses"].splitlines(), 1)
        found = [_read(number, line) for number, line in lines if line.strip()]
        if len(found) > MOST_CLAUSES:
            raise ValidationError(_now("最多登记 %(most)s 条。") % {"most": MOST_CLAUSES})
        places = [clause.place for clause in found]
        for place in places:
            if places.count(place) > 1:
                raise ValidationError(_now("条款号“%(place)s”出现了不止一次。") % {"place": place})
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("clauses") and "short_name" in cleaned and not cleaned["short_name"]:
            self.add_error("short_name", _now("有条款的文件要有简称，别处才能引用它。"))
        return cleaned


def _read(number: int, line: str) -> NewClause:
    found = _LINE.fullmatch(line.strip())
    place = found[1].translate(str.maketrans("()", "（）")) if found else ""
    if found is None or not is_place(place):
        said = _now(
            "第%(number)s行开头不是条款号。条款号写成 三（一）2、第五条、第五条第二款 这样，后面空一格写原文。"
        )
        raise ValidationError(said % {"number": number})
    if len(found[2]) > LONGEST_CLAUSE:
        raise ValidationError(
            _now("第%(number)s行太长，最多 %(most)s 字。") % {"number": number, "most": LONGEST_CLAUSE}
        )
    return NewClause(place, found[2])
