from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "casework.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.audit.kinds import register

        register(
            "report.exported",
            "{by}导出了“{block}”（{period}），共 {rows} 行",
            "{by} exported “{block}” ({period}), {rows} rows",
            name=("导出统计表", "Report exported"),
        )
