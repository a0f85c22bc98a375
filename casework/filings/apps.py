from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "casework.filings"
    label = "filings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.filings import events, facts, operations  # noqa: F401  they register what others may name
