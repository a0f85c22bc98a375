from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "casework.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The trail learns the sentences, diagrams what they may do with a change and know of it.
        from casework.changes import events, facts, matters, operations  # noqa: F401
        from casework.changes.hard import inspection  # noqa: F401
