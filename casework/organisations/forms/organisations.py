"""What is asked when an organisation is registered or changed."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from viewflow.forms import Layout, Row

from casework.organisations.forms.names import NameSelect
from casework.organisations.models import Organisation

UPPER = (Organisation.Kind.BUREAU, Organisation.Kind.OFFICE, Organisation.Kind.GROUP)


class _OrganisationForm(forms.ModelForm[Organisation]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Organisation.objects.filter(is_active=True, kind__in=UPPER).order_by("kind", "code")
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101  says to the type checker what it is
        parent.queryset = above.exclude(pk=self.instance.pk)
        parent.empty_label = str(_("没有上级"))


class NewOrganisationForm(_OrganisationForm):
    layout = Layout("name", Row("short_name", "code"), Row("kind", "parent"))

    class Meta:
        model = Organisation
        fields = ("name", "short_name", "code", "kind", "parent")
        widgets: ClassVar = {"parent": NameSelect}
        help_texts: ClassVar = {"code": _("登记后不能更改，例如学校标识码。"), "kind": _("登记后不能更改。")}


class EditOrganisationForm(_OrganisationForm):
    layout = Layout("name", Row("short_name", "parent"), "is_active")

    class Meta:
        model = Organisation
        fields = ("name", "short_name", "parent", "is_active")
        widgets: ClassVar = {"parent": NameSelect}
        help_texts: ClassVar = {"is_active": _("停用后不能再选到它；已有的案件和文书不变。")}
