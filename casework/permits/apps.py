from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "casework.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.cases.models import Case
        from casework.library import changes
        from casework.papers import concerned
        from casework.permits import (  # noqa: F401  they register what others may name
            events,
            swap_events,
            swap_facts,
            swap_operations,
        )
        from casework.permits.leaving import ask
        from casework.permits.services.scheduling import cancel_out_of_library
        from casework.permits.swapping import entering_of
        from casework.vendors import leaving

        changes.register(cancel_out_of_library)
        leaving.register(ask)
        concerned.register(Case.Kind.SUBSTITUTION, entering_of)
