"""What was agreed is put in writing once for each thing agreed, and not once a day."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Adds what a message is about, and makes it once for each such thing."""

    dependencies = [("correspondence", "0004_answers_that_ask")]

    operations = [
        migrations.AddField("message", "about", models.TextField(blank=True, default="")),
        migrations.RemoveConstraint("message", "message_once_a_day"),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                name="message_once_a_day",
                fields=("customer", "currency", "kind", "template", "channel", "business_date", "entity"),
                condition=~Q(status="WITHDRAWN") & Q(about=""),
            ),
        ),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                name="message_once_about_a_thing",
                fields=("customer", "currency", "kind", "template", "about", "entity"),
                condition=~Q(status="WITHDRAWN") & ~Q(about=""),
            ),
        ),
    ]
