"""What is asked when an account is opened or changed."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from viewflow.forms import Layout, Row

from casework.organisations.models import Person

LANGUAGES = [("", _("跟随浏览器")), *settings.LANGUAGES]


class NewPersonForm(forms.ModelForm[Person]):
    language = forms.ChoiceField(label=_("语言"), choices=LANGUAGES, required=False)
    password = forms.CharField(
        label=_("初始密码"),
        widget=forms.PasswordInput,
        help_text=_("至少8位，不要过于常见；请本人登录后修改。"),
    )
    layout = Layout("post", Row("username", "password"), Row("staff_number", "language"))

    class Meta:
        model = Person
        fields = ("username", "post", "staff_number", "language")
        help_texts: ClassVar = {
            "username": _("用于登录，开立后不能更改。"),
            "post": _("各页面按岗位显示，不写姓名，例如“松涛中学校长”。"),
            "staff_number": _("同一人有两个账号时填同一工号，系统按一个人回避。"),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["post"].required = True

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.instance)
        return password


class EditPersonForm(forms.ModelForm[Person]):
    language = forms.ChoiceField(label=_("语言"), choices=LANGUAGES, required=False)
    layout = Layout("post", Row("staff_number", "language"), "is_active")

    class Meta:
        model = Person
        fields = ("post", "staff_number", "language", "is_active")
        labels: ClassVar = {"is_active": _("账号可用")}
        help_texts: ClassVar = {
            "is_active": _("停用后不能登录，任职记录保留。"),
            "staff_number": _("同一人有两个账号时填同一工号，系统按一个人回避。"),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["post"].required = True


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("新密码"), widget=forms.PasswordInput, help_text=_("至少8位，不要过于常见。")
    )
    layout = Layout("password")

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password
