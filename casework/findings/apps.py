from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "casework.findings"
    label = "findings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.findings import facts, operations  # noqa: F401  they register what diagrams may name
