from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders

        # Those that are not named below register what others may name.
        from casework.cases import (  # noqa: F401
            chains,
            clocks,
            days,
            departures,
            events,
            facts,
            handed,
            handover_operations,
            kinds,
            operations,
            places,
            said,
            troubles,
        )
        from casework.organisations import departures as leaving

        holders.name_deadlines(
            {facts.TASK: _("办理期限"), "objection": _("异议复核期限"), "hearing": _("陈述申辩期限")}
        )
        holders.register(clocks.describe, announce=clocks.announce)
        leaving.register(departures.hear)
