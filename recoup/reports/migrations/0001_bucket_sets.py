"""Bucket sets as data, with the three that are in common use."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SETS = {
    "30-60-90": [30, 60, 90],
    "30-60-90-180-365": [30, 60, 90, 180, 365],
    "months-and-years": [30, 90, 180, 365, 730, 1095],
}


def add_sets(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the shipped sets; the first is the default."""
    bucket_set = apps.get_model("reports", "BucketSet")
    for code, upper_days in SETS.items():
        bucket_set.objects.create(code=code, upper_days=upper_days, is_default=code == "30-60-90")


class Migration(migrations.Migration):
    """Creates the table of bucket sets."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="BucketSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, unique=True)),
                ("upper_days", ArrayField(base_field=models.PositiveIntegerField())),
                ("is_default", models.BooleanField(default=False)),
            ],
        ),
        migrations.RunPython(add_sets, migrations.RunPython.noop),
    ]
