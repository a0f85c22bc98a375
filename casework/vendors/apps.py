from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "casework.vendors"
    label = "vendors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.vendors import events  # noqa: F401
