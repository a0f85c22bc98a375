"""The names of the groups in which papers are asked for (domain.md §2.32)."""

from django.utils.translation import gettext_lazy as _

GROUP_NAMES = {
    "subject": _("主体信息"),
    "licences": _("资质证照"),
    "people": _("师资证明"),
    "courses": _("课程方案与教案"),
    "insurance": _("保险与安全"),
    "promises": _("承诺"),
}
