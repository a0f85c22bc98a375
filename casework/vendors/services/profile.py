"""What is known of a vendor: typed once, compared with every paper."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework.audit.services import record
from casework.organisations.models import Organisation, Person
from casework.organisations.services.changes import Changes
from casework.vendors.credit_code import is_credit_code, normal
from casework.vendors.models import Category, VendorProfile
from casework.vendors.rules import Refused

EDITABLE = ("credit_code", "legal_representative", "contact", "categories")


class NotACreditCode(Refused):
    message = _(
        "统一社会信用代码不对：应为18位，没有字母I、O、S、V、Z。请对照营业执照逐位核对，注意0与O、1与I。"
    )
    field = "credit_code"


class CreditCodeTaken(Refused):
    message = _("这个统一社会信用代码已由另一家单位登记。请核对代码；确属本单位的，请联系成幼股更正。")
    field = "credit_code"


class UnknownCategory(Refused):
    message = _("请从列出的课程类别中选择。学科类课程不得进入课后服务。")
    field = "categories"


def keep(*, organisation: Organisation, by: Person | None, at: datetime, **values: Any) -> VendorProfile:
    """Set any of EDITABLE. Raises NotACreditCode, CreditCodeTaken, UnknownCategory."""
    if "credit_code" in values:
        values["credit_code"] = normal(values["credit_code"])
    with transaction.atomic():
        VendorProfile.objects.get_or_create(organisation=organisation)
        locked = VendorProfile.objects.select_for_update().get(pk=organisation.pk)
        changes = Changes.between(locked, values, EDITABLE)
        if code := changes.now.get("credit_code"):
            _check_code(code, locked)
        _check_categories(changes.now.get("categories", []))
        changes.save(locked)
        if changes.now:
            payload = {"name": organisation.name, "changes": changes.in_words}
            record(chain=organisation.pk, kind="vendor.profile_changed", at=at, by=by, payload=payload)
    return locked


def _check_code(code: str, profile: VendorProfile) -> None:
    if not is_credit_code(code):
        raise NotACreditCode
    if VendorProfile.objects.filter(credit_code=code).exclude(pk=profile.pk).exists():
        raise CreditCodeTaken


def _check_categories(wanted: Collection[str]) -> None:
    if not set(wanted) <= set(Category.values):
        raise UnknownCategory
