from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "casework.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The trail learns the sentences.
        from casework.changes import events  # noqa: F401
