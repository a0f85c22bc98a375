"""The guards of planned lessons ask the policy parameter how often somebody may stand in."""

from django.db import migrations

from casework.permits.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("permits", "0004_swap"),
        ("policy", "0003_remove_parametervalue_parameter_value_once_a_day_and_more"),
    ]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
