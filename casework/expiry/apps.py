from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpiryConfig(AppConfig):
    name = "casework.expiry"
    label = "expiry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.expiry import events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines({"renewal": _("更新期限")})
