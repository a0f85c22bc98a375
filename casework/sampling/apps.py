from django.apps import AppConfig


class SamplingConfig(AppConfig):
    name = "casework.sampling"
    label = "sampling"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.sampling import events, facts, operations  # noqa: F401  what others may name
