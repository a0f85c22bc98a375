from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "casework.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.permits import application_events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines(
            {
                "entry": _("入校材料提交期限"),
                "review": _("备案审查期限"),
                "record": _("知悉登记期限"),
                "contract": _("合同确认期限"),
            }
        )
