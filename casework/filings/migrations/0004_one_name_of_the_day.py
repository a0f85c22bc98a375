from django.db import migrations


def rename(apps, schema_editor):
    """Pay plans kept the day for handing in under a name of their own; the figures ask for the one of every filing."""
    deadlines = apps.get_model("calendar", "Deadline").objects
    # Where a case that was moved has both, the one that its process reads now is the one that counts.
    both = deadlines.filter(name="filing").order_by().values("holder")
    deadlines.filter(name="payplan").exclude(holder__in=both).update(name="filing")


class Migration(migrations.Migration):
    dependencies = [("filings", "0003_by_subject"), ("calendar", "0003_found_by_name")]
    # Both names are understood (casework.calendar.holders), so there is nothing to put back.
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
