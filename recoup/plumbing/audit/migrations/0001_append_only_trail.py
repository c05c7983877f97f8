"""The audit trail, and the trigger function for every table that only ever grows."""

from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("entity_id", models.BigIntegerField(null=True)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.BigIntegerField()),
                ("actor_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
                    models.Index(fields=["entity_id", "at"], name="audit_by_entity"),
                    models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "append_only.sql").read_text(),
            "DROP TRIGGER refuse_change ON audit_auditevent; DROP FUNCTION recoup_refuse_change();",
        ),
    ]
