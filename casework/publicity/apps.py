from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicityConfig(AppConfig):
    name = "casework.publicity"
    label = "publicity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.publicity import events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines({operations.PUBLICITY: _("公示期限")})
