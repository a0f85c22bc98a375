from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.cases import clocks, events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines({facts.TASK: _("办理期限"), "objection": _("异议复核期限")})
        holders.register(clocks.describe, announce=clocks.announce)
