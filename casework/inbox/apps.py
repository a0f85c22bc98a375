from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "casework.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.audit.kinds import register
        from casework.inbox.casefile.files import tell_uploaded
        from documents.services.hearers import hear_of_settled

        hear_of_settled(tell_uploaded)
        register(
            "document.uploaded",
            "{by}上传了“{name}”",
            "{by} uploaded “{name}”",
            name=("上传文件", "File uploaded"),
        )
