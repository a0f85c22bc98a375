from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "casework.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.letters import events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines({operations.RECEIPT: _("签收期限"), "circular": _("通报期限")})
