from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "casework.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.audit.kinds import register

        register(
            "case.exported",
            "{by}导出一案一档，共{files}个文件，指纹{fingerprint}",
            "{by} exported the evidence pack of {files} files, fingerprint {fingerprint}",
            name=("导出一案一档", "Evidence pack exported"),
        )
