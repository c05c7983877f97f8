"""Stored files, which are only ever added."""

from django.db import migrations, models

REFUSE_CHANGE = """
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON storage_storedfile
FOR EACH STATEMENT EXECUTE FUNCTION recoup_refuse_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("audit", "0001_append_only_trail")]
    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("name", models.CharField(max_length=300)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("stored_by_kind", models.CharField(max_length=10)),
                ("stored_by_id", models.BigIntegerField()),
                ("stored_by_name", models.CharField(max_length=200)),
                ("stored_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(sha256__regex="^[0-9a-f]{64}$"), name="storage_sha256_is_a_hash"
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE_CHANGE, "DROP TRIGGER refuse_change ON storage_storedfile;"),
    ]
