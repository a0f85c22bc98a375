from django.apps import AppConfig


class RepairsConfig(AppConfig):
    name = "casework.repairs"
    label = "repairs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.repairs import events  # noqa: F401
