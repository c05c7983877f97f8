"""Balances to sort lists by: worked out again whenever they are missing, so they need no write-ahead log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the two tables and takes them out of the log."""

    dependencies = [("reports", "0001_bucket_sets")]
    operations = [
        migrations.CreateModel(
            name="SortingBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "as_of", "customer_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("as_of", models.DateField()),
                ("customer_id", models.BigIntegerField()),
                ("amount_open", models.DecimalField(decimal_places=16, max_digits=48)),
                ("amount_overdue", models.DecimalField(decimal_places=16, max_digits=48)),
                ("overdue_since", models.DateField(null=True)),
            ],
            options={
                "db_table": "reports_sortingbalance",
                "indexes": [
                    models.Index(fields=["as_of", "amount_open"], name="sorting_by_open"),
                    models.Index(fields=["as_of", "amount_overdue"], name="sorting_by_overdue"),
                    models.Index(fields=["as_of", "overdue_since"], name="sorting_by_days_late"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SortingRun",
            fields=[
                ("as_of", models.DateField(primary_key=True, serialize=False)),
                ("last_entry_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("took", models.DurationField()),
            ],
            options={"db_table": "reports_sortingrun"},
        ),
        migrations.RunSQL(
            sql="ALTER TABLE reports_sortingbalance SET UNLOGGED; ALTER TABLE reports_sortingrun SET UNLOGGED",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
