"""Makes filings immutable in the database itself."""

from django.db import migrations

from casework.filings.guards import FILINGS


def install(apps, schema_editor):
    FILINGS.install(schema_editor.connection)


def remove(apps, schema_editor):
    FILINGS.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("filings", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
