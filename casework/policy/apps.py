from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "casework.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The trail learns the sentences, expressions their facts, the deploy check what is registered.
        from casework.policy import events, facts, inspection  # noqa: F401
