from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "casework.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.library import changes
        from casework.permits import events  # noqa: F401
        from casework.permits.leaving import ask
        from casework.permits.services.scheduling import cancel_out_of_library
        from casework.vendors import leaving

        changes.register(cancel_out_of_library)
        leaving.register(ask)
