from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PermitsConfig(AppConfig):
    name = "casework.permits"
    label = "permits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.calendar import holders
        from casework.cases.models import Case
        from casework.library import changes
        from casework.papers import concerned
        from casework.permits import (  # noqa: F401  they register what others may name
            application_events,
            events,
            exclusion,
            facts,
            hosting,
            operations,
            swap_events,
            swap_facts,
        )
        from casework.permits.leaving import ask
        from casework.permits.services.scheduling import cancel_out_of_library
        from casework.permits.swapping import entering_of
        from casework.policy import readers
        from casework.vendors import leaving

        changes.register(cancel_out_of_library)
        leaving.register(ask)
        readers.reads("PRM_SUBST_MAX", _("安排临时代课时核对次数，按上课当天的值"))
        readers.reads("PRM_INTERVIEW_MIN", _("登记面审记录时核对面审组的人数"))
        concerned.register(Case.Kind.SUBSTITUTION, entering_of)
        holders.name_deadlines(
            {
                "entry": _("入校材料提交期限"),
                "review": _("备案审查期限"),
                "record": _("知悉登记期限"),
                "contract": _("合同确认期限"),
            }
        )
