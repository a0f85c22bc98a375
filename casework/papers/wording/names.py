"""The names of facts (domain.md §3)."""

from django.utils.translation import gettext_lazy as _

FACT_NAMES = {
    "number": _("编号"),
    "holder": _("持有人"),
    "issuer": _("发证单位"),
    "issued_on": _("发证日期"),
    "valid_from": _("有效期自"),
    "valid_to": _("有效期至"),
    "scope": _("范围"),
    "amount": _("金额（元）"),
    "persons": _("所含人员"),
    "is_long_term": _("长期有效"),
}
