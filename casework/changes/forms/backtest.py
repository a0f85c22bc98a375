"""Which draft is tried on the cases of which days."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.changes.drafts import drafts_of
from casework.changes.models import ChangeSet
from casework.organisations.forms.days import day_field
from processes.models import Draft


class DraftChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.base.name)


class BacktestForm(forms.Form):
    """The last half year is offered."""

    draft = DraftChoice(label=_("流程"), queryset=Draft.objects.none(), empty_label=None)
    since = day_field(_("办结日期从"))
    until = day_field(
        _("到"), help_text=_("只回放已经办结的案件，用当时填写的内容和当时的情况；案件本身不受影响。")
    )

    def __init__(self, *args: Any, change: ChangeSet, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"since": today - timedelta(days=182), "until": today})
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["draft"]
        if isinstance(field, DraftChoice):
            field.queryset = drafts_of(change)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_now("结束日期不能早于开始日期。")))
        if since and since > self.today:
            self.add_error("since", ValidationError(_now("开始日期还没有到。")))
        if since and since.year < 2000:
            self.add_error("since", ValidationError(_now("开始日期太早。")))
        if until and until.year > self.today.year + 1:
            self.add_error("until", ValidationError(_now("结束日期太晚。")))
        return said
