"""From when a change is to hold, for whom first, and who confirms it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.changes.models import ChangeSet
from casework.changes.services import Terms
from casework.organisations.forms.days import day_field
from casework.organisations.forms.names import NameSelect, NameSelectMultiple
from casework.organisations.models import Organisation


class TermsForm(forms.Form):
    """``terms()`` is what was said, for ``hand_in``; ``today`` the day on which it is said."""

    summary = forms.CharField(
        label=_("改了什么"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写给学校和科室看：哪一步、哪个期限、哪项要求变了。会印在通知里。"),
    )
    effective_from = day_field(_("施行日期"), help_text=_("从这一天起，新的事项按新版本办理。"))
    office = forms.ModelChoiceField(
        label=_("确认的科室"),
        queryset=Organisation.objects.filter(kind=Organisation.Kind.OFFICE, is_active=True),
        widget=NameSelect,
        empty_label=_("请选择"),
        help_text=_("由这个科室的负责人先确认，再由分管领导批准。"),
    )
    running = forms.ChoiceField(
        label=_("在办案件"), choices=ChangeSet.Running.choices, widget=forms.RadioSelect, initial="STAY"
    )
    pilots = forms.ModelMultipleChoiceField(
        label=_("先在这些学校试行"),
        queryset=Organisation.objects.filter(kind=Organisation.Kind.SCHOOL, is_active=True),
        required=False,
        widget=NameSelectMultiple,
        help_text=_("不选就是各校同时施行；按住 Ctrl 可以选几所。"),
    )
    pilot_until = day_field(
        _("试行到哪一天"), required=False, help_text=_("过了这一天，各校都按新版本办理。")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day <= self.today:
            raise ValidationError(_now("施行日期要在今天之后，让大家有时间知道。"))
        return day

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        begins, until = said.get("effective_from"), said.get("pilot_until")
        if until and not said.get("pilots"):
            self.add_error("pilots", _now("写了试行到哪一天，还要选试行的学校。"))
        if until and begins and until < begins:
            self.add_error("pilot_until", _now("试行的最后一天不能早于施行日期。"))
        return said

    def terms(self) -> Terms:
        said = self.cleaned_data
        return Terms(
            effective_from=said["effective_from"],
            summary=said["summary"],
            running=said["running"],
            pilots=list(said["pilots"]),
            pilot_until=said["pilot_until"],
        )
