"""“从某日起改为…”: the value, the day, where it comes from and which clause it rests on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from casework.organisations.forms.days import day_field
from casework.policy.declared import Declared
from casework.policy.forms.clauses import FROM_LIST
from casework.policy.forms.values import as_initial, as_value, value_field
from casework.policy.models import Clause, ParameterValue
from casework.policy.resolving import resolve


class ProposalForm(forms.Form):
    """For one parameter; ``current`` is what it is today. ``cleaned_data["clause"]`` is a Clause or None."""

    effective_from = day_field(_("自哪一天起"), help_text=_("这一天起的判定用新值，之前的不变"))
    source = forms.CharField(label=_("来源"), max_length=300, help_text=_("文件名称和文号，或者谁的决定"))
    clause = forms.CharField(
        label=_("依据条款"),
        max_length=120,
        required=False,
        help_text=_("写文件简称和条款，例如 实施方案三（三）2"),
        widget=forms.TextInput(FROM_LIST),
    )

    def __init__(self, known: Declared, current: Any, data: Any = None) -> None:
        first = {"value": as_initial(known, current), "clause": known.clause}
        super().__init__(data, initial=first)
        self.known = known
        self.fields = {"value": value_field(known), **self.fields}

    def clean_value(self) -> Any:
        return as_value(self.known, self.cleaned_data["value"])

    def clean_clause(self) -> Clause | None:
        text = self.cleaned_data["clause"].strip()
        if not text:
            return None
        found = resolve([text])[text]
        if len(found.cited) != 1 or found.missing:
            raise ValidationError(
                _("没有找到这一条，请写登记过的文件简称和它的一个条款，例如 实施方案三（三）2。")
            )
        return found.cited[0].clause

    def clean_effective_from(self) -> Any:
        day = self.cleaned_data["effective_from"]
        taken = ParameterValue.objects.confirmed().filter(
            code=self.known.code, effective_from=day, withdrawn_on=None
        )
        if taken.exists():
            raise ValidationError(_now("从这一天起已经有一个确认过的值，请换一天。"))
        return day
