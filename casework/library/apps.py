from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "casework.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.library import (  # noqa: F401  they register what others may name
            events,
            facts,
            list_events,
            operations,
        )
