"""What is asked when somebody is to do what falls to a post for some days."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.organisations.delegable import Process, candidates, delegable, posts_of
from casework.organisations.forms.days import day_field
from casework.organisations.forms.names import NameSelect
from casework.organisations.models import Person
from casework.organisations.rules import DelegationBackwards
from casework.organisations.standing import Holding, Standing


class DelegationForm(forms.Form):
    """For the person of ``standing``: his posts, the people of each, and the kinds of matters that any of them has."""

    post = forms.ChoiceField(label=_("以哪个岗位委托"), widget=NameSelect)
    delegate = forms.ModelChoiceField(
        label=_("委托给谁"), queryset=Person.objects.none(), widget=NameSelect, empty_label=_("请选择"),
        help_text=_("只能是本单位在岗的校级干部或科室人员。受托人办过同一案件的，不能再代您审批。"),
    )  # fmt: skip
    processes = forms.MultipleChoiceField(
        label=_("委托哪些事项"), widget=forms.CheckboxSelectMultiple,
        help_text=_("教师处理和差异化发放方案须由本人签批，不在其中。"),
    )  # fmt: skip
    first_day = day_field(_("自"))
    last_day = day_field(_("至"), help_text=_("含当天，最长15天；到期自动结束，也可以随时收回。"))

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = posts_of(standing)
        self.fields["post"].choices = [(_key(post), post.label) for post in posts]  # type: ignore[attr-defined]
        people = {person.pk for post in posts for person in candidates(post, standing.day, standing.person)}
        found = Person.objects.filter(pk__in=people).order_by("post", "pk")
        self.fields["delegate"].queryset = found  # type: ignore[attr-defined]
        self.fields["processes"].choices = _choices(posts, standing.day)  # type: ignore[attr-defined]

    def clean_post(self) -> tuple[str, str]:
        """(role, organisation id)."""
        role, _colon, organisation = str(self.cleaned_data["post"]).partition(":")
        return role, organisation

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", str(DelegationBackwards()))
        return values


def _key(post: Holding) -> str:
    return f"{post.role}:{post.organisation}"


def _choices(posts: list[Holding], day: date) -> list[tuple[str, str]]:
    language = get_language() or "zh-hans"
    found: dict[str, Process] = {}
    for post in posts:
        found |= {process.id: process for process in delegable(post.role, day)}
    return [(one.id, one.label(language)) for one in found.values()]
