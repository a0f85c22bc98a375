from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "casework.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.papers import events, facts, operations  # noqa: F401  they register what others may name
