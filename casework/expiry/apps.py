from django.apps import AppConfig


class ExpiryConfig(AppConfig):
    name = "casework.expiry"
    label = "expiry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.expiry import events  # noqa: F401
