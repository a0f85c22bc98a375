from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "casework.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.organisations import chains, events, functions  # noqa: F401  the trail and FEEL learn them
