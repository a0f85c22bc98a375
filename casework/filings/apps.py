from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingsConfig(AppConfig):
    name = "casework.filings"
    label = "filings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.filings import events, facts, operations  # noqa: F401  they register what others may name

        holders.name_deadlines(
            {"filing": _("备案报送期限"), "correction": _("补正期限"), "comments": _("征求意见期限")}
        )
        holders.rename_deadlines({"payplan": "filing"})
