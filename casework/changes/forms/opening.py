"""What a manager says when a change begins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.organisations.forms.names import NameSelect
from casework.policy.models import PolicyDocument


class OpeningForm(forms.Form):
    title = forms.CharField(
        label=_("名称"), max_length=80, help_text=_("大家看得懂的一句话，例如“第三方项目占比不超过30%”。")
    )
    document = forms.ModelChoiceField(
        label=_("依据的文件"),
        queryset=PolicyDocument.objects.all(),
        required=False,
        widget=NameSelect,
        empty_label=_("没有新文件"),
        help_text=_("新文件先在“政策文件”里登记。"),
    )
    reason = forms.CharField(label=_("为什么要改"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
