from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "casework.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.papers import events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines({"materials": _("材料提交期限")})
