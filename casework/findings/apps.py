from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    name = "casework.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.cases import clocks
        from casework.findings import events, facts, inspection, operations  # noqa: F401  they register what others may name
        from casework.findings.services.ledger import follow_deadline

        clocks.followers.append(follow_deadline)
        holders.name_deadlines(
            {
                "rectify": _("整改期限"),
                "plan": _("整改方案期限"),
                "recheck": _("复查期限"),
                "follow_up": _("移送后回访"),
                "feedback": _("反馈签字期限"),
                "mend": _("校内整改期限"),
            }
        )
