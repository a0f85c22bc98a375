from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.cases import clocks, facts, operations  # noqa: F401  they register what diagrams may name

        holders.register(clocks.describe, announce=clocks.announce)
