"""Answers by text message too, and what answers ask of us."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the way by which an answer came, what it asks, and who read it."""

    dependencies = [("correspondence", "0003_sending")]

    operations = [
        migrations.AddField("incomingmail", "channel", models.CharField(default="EMAIL", max_length=10)),
        migrations.AddField(
            "incomingmail", "asks", models.CharField(blank=True, default="", max_length=10)
        ),
        migrations.AddField("incomingmail", "looked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "incomingmail", "looked_by_name", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddIndex(
            "incomingmail",
            models.Index(
                name="mail_to_be_read",
                fields=["-fetched_at"],
                condition=models.Q(("asks", "CEASE"), ("looked_at__isnull", True)),
            ),
        ),
    ]
