"""A new database knows the policy of the first deployment, clause by clause."""

from django.db import migrations

from casework.policy.seeding import plant


def plant_documents(apps, schema_editor):
    model = apps.get_model
    plant(documents=model("policy", "PolicyDocument").objects, clauses=model("policy", "Clause").objects)


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]

    operations = [migrations.RunPython(plant_documents, migrations.RunPython.noop)]
