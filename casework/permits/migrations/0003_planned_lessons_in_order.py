"""Keeps every planned lesson in order in the database itself (I-1, I-2)."""

from django.db import migrations

from casework.permits.guards import GUARDS


def install(apps, schema_editor):
    GUARDS.install(schema_editor.connection)


def remove(apps, schema_editor):
    GUARDS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("permits", "0002_says_when"),
        ("library", "0002_says_when"),
        ("filings", "0002_immutable"),
        # Read by the guards as they are today.
        ("policy", "0003_remove_parametervalue_parameter_value_once_a_day_and_more"),
    ]

    operations = [migrations.RunPython(install, remove)]
