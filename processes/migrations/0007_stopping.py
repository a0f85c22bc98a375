"""A version may be stopped; an incident knows on which version it happened, and whether time may mend it."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    """What had been tried again by itself had failed of something that time may mend."""
    instances = apps.get_model("processes", "ProcessInstance").objects.filter(pk=OuterRef("instance"))
    incidents = apps.get_model("processes", "Incident").objects
    incidents.update(version=Subquery(instances.values("version")[:1]))
    incidents.filter(Q(automatic_tries__gt=0) | Q(next_try_at__isnull=False)).update(transient=True)


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0006_trigger_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("processversion", "stopped_at", models.DateTimeField(null=True)),
        migrations.AddField("incident", "transient", models.BooleanField(default=False)),
        migrations.AddField(
            "incident",
            "version",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incidents",
                to="processes.processversion",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
