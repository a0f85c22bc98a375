"""The name under which a recorded scenario is kept."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ScenarioForm(forms.Form):
    name = forms.CharField(
        label=_("场景名称"),
        max_length=80,
        help_text=_("一句话说清是什么情形、怎么结束，例如“逾期1个工作日催办，次日报送，复查通过销号”。"),
    )
