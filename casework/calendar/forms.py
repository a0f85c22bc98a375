"""What a manager types to change days, a year or a term; each form gives the changes to preview."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.calendar.changes import Change, DayChange, TermChange
from casework.calendar.models import PublishedYear
from casework.calendar.notice import UnreadableNotice, read_notice
from casework.calendar.services import year_changes
from casework.calendar.services.years import DayOutsideYear
from casework.organisations.forms.days import day_field
from casework.organisations.forms.names import NameSelect
from casework.organisations.models import Organisation

LONGEST_RANGE = 62


class DaysForm(forms.Form):
    """One day or a range of days becomes off, worked, or what its weekday says."""

    first = day_field(_("自"))
    last = day_field(_("至"), required=False, help_text=_("只改一天时不填"))
    kind = forms.ChoiceField(
        label=_("改为"),
        choices=[("OFF", _("休（不计为工作日）")), ("WORK", _("班（计为工作日）")), ("NONE", _("恢复默认"))],
    )
    name = forms.CharField(label=_("名称"), max_length=40, required=False, help_text=_("例如：台风停工"))
    organisation = forms.ModelChoiceField(
        widget=NameSelect,
        label=_("适用范围"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("全国"),
        help_text=_("选学校时只影响该校的服务日"),
    )
    source = forms.CharField(label=_("依据文件"), max_length=200, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Organisation.Kind.BUREAU, Organisation.Kind.SCHOOL]
        scopes = Organisation.objects.filter(kind__in=kinds, is_active=True).order_by("kind", "name")
        self.fields["organisation"].queryset = scopes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", gettext("结束日期早于开始日期。"))
        if first and last and (last - first).days >= LONGEST_RANGE:
            self.add_error("last", gettext("一次最多修改62天。"))
        if cleaned.get("kind") == "OFF" and not cleaned.get("name"):
            self.add_error("name", gettext("请填写名称，期限的说明会引用它。"))
        return cleaned

    def changes(self) -> list[Change]:
        given = self.cleaned_data
        first: date = given["first"]
        length = ((given["last"] or first) - first).days + 1
        scope = given["organisation"].pk if given["organisation"] else None
        working = {"OFF": False, "WORK": True}.get(given["kind"])
        return [
            DayChange(
                first + timedelta(days=n), working, given["name"], scope, given["note"], given["source"]
            )
            for n in range(length)
        ]


class YearForm(forms.Form):
    """The yearly notice, pasted as published."""

    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    notice = forms.CharField(
        label=_("通知名称和文号"),
        max_length=300,
        help_text=_("例如：国务院办公厅关于2027年部分节假日安排的通知"),
    )
    text = forms.CharField(
        label=_("通知正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("从“一、元旦：”起全文粘贴；该年原有的全国放假安排会被替换。"),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"year", "notice", "text"} <= given.keys():
            try:
                days = read_notice(given["text"], year=given["year"], source=given["notice"][:200])
                given["changes"] = year_changes(year=given["year"], days=days, notice=given["notice"])
            except UnreadableNotice as unreadable:
                self.add_error("text", str(unreadable))
            except DayOutsideYear:
                self.add_error("text", gettext("通知里有不属于这一年的日期，请核对年份。"))
        return given

    def changes(self) -> list[Change]:
        found: list[Change] = self.cleaned_data["changes"]
        return found


class TermForm(forms.Form):
    """A term of every school, or of one, with its window of service."""

    name = forms.CharField(label=_("学期"), max_length=40, help_text=_("同名学期会被替换"))
    organisation = forms.ModelChoiceField(
        widget=NameSelect,
        label=_("适用范围"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("全部学校"),
    )
    starts_on = day_field(_("开学"))
    service_from = day_field(_("课后服务自"))
    service_to = day_field(_("课后服务至"))
    ends_on = day_field(_("学期结束"))
    removed = forms.BooleanField(label=_("删除这个学期"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL, is_active=True).order_by("name")
        self.fields["organisation"].queryset = schools  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        days = [self.cleaned_data.get(key) for key in ("starts_on", "service_from", "service_to", "ends_on")]
        known = [day for day in days if day]
        if len(known) == len(days) and known != sorted(known):
            self.add_error("service_from", gettext("日期应依次为：开学、服务开始、服务结束、学期结束。"))
        return self.cleaned_data

    def changes(self) -> list[Change]:
        given = self.cleaned_data
        scope = given["organisation"].pk if given["organisation"] else None
        window = (given["starts_on"], given["ends_on"], given["service_from"], given["service_to"])
        return [TermChange(given["name"], *window, scope, removed=given["removed"])]


def next_unpublished_year(today: date) -> int:
    """The year whose notice is the next to be imported."""
    latest = PublishedYear.objects.order_by("-year").values_list("year", flat=True).first()
    return (latest or today.year - 1) + 1
