"""A new database knows the published years from the start."""

from django.db import migrations

from casework.calendar.official import plant


def plant_official_days(apps, schema_editor):
    model = apps.get_model
    plant(days=model("calendar", "CalendarDay").objects, years=model("calendar", "PublishedYear").objects)
    model("calendar", "CalendarRevision").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]

    operations = [migrations.RunPython(plant_official_days, migrations.RunPython.noop)]
