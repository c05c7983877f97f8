"""Messages to customers, kept as they were written."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the table of messages and its guard."""

    initial = True

    dependencies = [
        ("audit", "0001_append_only_trail"),
        ("parties", "0002_contacts_accounts_and_holds"),
        ("storage", "0001_stored_files"),
        ("team", "0001_people_and_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("kind", models.CharField(max_length=20)),
                ("level", models.SmallIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("content", models.JSONField()),
                ("pdf_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("business_date", models.DateField()),
                ("status", models.CharField(default="PREPARED", max_length=10)),
                ("created_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.customer",
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="team.entity",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.storedfile",
                    ),
                ),
            ],
            options={
                "db_table": "correspondence_message",
                "indexes": [
                    models.Index(fields=["entity", "business_date", "id"], name="message_by_date"),
                    models.Index(
                        condition=models.Q(("pdf__isnull", True)), fields=["id"], name="message_without_pdf"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "currency", "kind", "business_date", "entity"),
                        name="message_once_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pdf__isnull", True), ("pdf_sha256", "")),
                            models.Q(("pdf__isnull", False), ("pdf_sha256__regex", "^[0-9a-f]{64}$")),
                            _connector="OR",
                        ),
                        name="message_pdf_has_hash",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            (SQL / "message_guard.sql").read_text(),
            """
            DROP TRIGGER correspondence_message_never_deleted ON correspondence_message;
            DROP TRIGGER correspondence_message_guard ON correspondence_message;
            DROP FUNCTION correspondence_guard_message();
            """,
        ),
    ]
