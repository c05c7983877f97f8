"""Worklists, their lines, and the classes of customers."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of collections, which only ever grow."""

    initial = True

    dependencies = [
        ("audit", "0001_append_only_trail"),
        ("parties", "0002_contacts_accounts_and_holds"),
        ("team", "0001_people_and_rights"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("business_date", models.DateField()),
                ("lateness", models.CharField(max_length=20)),
                ("size", models.CharField(max_length=20)),
                ("behavior", models.CharField(max_length=20)),
                ("customer", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.customer")),
                ("entity", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.entity")),
            ],
            options={
                "db_table": "collections_customerclass",
                "indexes": [models.Index(fields=["entity", "business_date"], name="customer_class_of_entity")],
                "constraints": [models.UniqueConstraint(fields=("customer", "currency", "business_date"), name="customer_class_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Worklist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("business_date", models.DateField()),
                ("lines", models.IntegerField()),
                ("reporting_currency", models.CharField(max_length=3)),
                ("made_at", models.DateTimeField()),
                ("entity", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.entity")),
            ],
            options={
                "db_table": "collections_worklist",
                "constraints": [models.UniqueConstraint(fields=("entity", "business_date"), name="worklist_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="WorklistLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("business_date", models.DateField()),
                ("rank", models.IntegerField()),
                ("amount_open", models.DecimalField(decimal_places=4, max_digits=24)),
                ("amount_overdue", models.DecimalField(decimal_places=4, max_digits=24)),
                ("amount_unapplied", models.DecimalField(decimal_places=4, max_digits=24)),
                ("amount_held", models.DecimalField(decimal_places=4, max_digits=24)),
                ("amount_overdue_reporting", models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ("days_overdue_max", models.IntegerField()),
                ("items_overdue", models.IntegerField()),
                ("points", models.SmallIntegerField()),
                ("lateness", models.CharField(max_length=20)),
                ("size", models.CharField(max_length=20)),
                ("behavior", models.CharField(max_length=20)),
                ("reasons", models.JSONField()),
                ("customer", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.customer")),
                ("entity", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="team.entity")),
                ("owner", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "collections_worklistline",
                "indexes": [models.Index(fields=["business_date", "-points", "rank", "entity"], name="worklist_line_in_order"), models.Index(fields=["owner", "business_date", "-points", "rank"], name="worklist_line_of_owner")],
                "constraints": [models.UniqueConstraint(fields=("customer", "currency", "business_date", "entity"), name="worklist_line_once_a_day")],
            },
        ),
        migrations.RunSQL(
            (SQL / "append_only.sql").read_text(),
            """
            DROP TRIGGER refuse_change ON collections_worklist;
            DROP TRIGGER refuse_change ON collections_worklistline;
            DROP TRIGGER refuse_change ON collections_customerclass;
            """,
        ),
    ]
