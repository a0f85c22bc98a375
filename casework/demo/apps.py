from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "casework.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from casework.audit.kinds import register

        register(
            "district.generated",
            "{by}生成了一个区一年的案件：{cases} 件，种子 {seed}",
            "{by} generated a district's year of cases: {cases}, seed {seed}",
            name=("生成演示案件", "Cases generated"),
        )
