from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "casework.changes"
    label = "changes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # The trail learns the sentences, diagrams what they may do with a change and know of it.
        from casework.changes import belonging, events, facts, matters, operations, staging  # noqa: F401
        from casework.changes.halting import jobs  # noqa: F401
        from casework.changes.hard import inspection  # noqa: F401
        from casework.policy import readers

        readers.reads("PRM_WATCH_WD", _("流程变更施行后可以回退、自动停用的时间"))
        readers.reads("PRM_HALT_CASES", _("新版本故障增多时自动停用"))
        readers.reads("PRM_HALT_EXCESS", _("新版本故障增多时自动停用"))
