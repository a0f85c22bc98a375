from django.db import migrations


def mark(apps, schema_editor):
    """Cases that were opened before say whether they are about teaching, as those opened since do."""
    codes = ["TF-2", "TF-3", "VF-3", "VF-4", "VF-7", "SF-12"]
    standing = apps.get_model("findings", "Finding").objects.exclude(state="WITHDRAWN").filter(code__in=codes)
    apps.get_model("cases", "Case").objects.filter(pk__in=standing.values("case")).update(teaching=True)


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_initial"), ("cases", "0002_teaching")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
