"""What is known of a vendor besides its name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.organisations.models import Organisation


class VendorProfile(models.Model):
    """One of each organisation of the kinds VENDOR, INDIVIDUAL and TRAINING_UNIT; papers are compared with it."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.PROTECT, related_name="vendor_profile"
    )
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    legal_representative = models.CharField(_("法定代表人"), max_length=40, blank=True)
    contact = models.CharField(_("联系岗位"), max_length=60, blank=True)
    categories = models.JSONField(_("课程类别"), default=list)
    # 经营异常名录、严重失信名单 (D04 row 3), as the last query showed.
    is_listed_abnormal = models.BooleanField(_("经营异常或严重失信"), default=False)
    # 省、市体校训练项目，或其推荐的高水平运动员、教练员 (D01 row 1).
    is_sports_project = models.BooleanField(_("体校训练项目或推荐师资"), default=False)

    class Meta:
        verbose_name = _("机构、个人档案")
        verbose_name_plural = _("机构、个人档案")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="vendor_credit_code_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
