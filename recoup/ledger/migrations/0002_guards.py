"""The guards of the journal: balanced, whole, append-only, never into a closed period."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the statement-level triggers of `sql/guards.sql`."""

    dependencies = [("ledger", "0001_journal"), ("audit", "0001_append_only_trail")]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "guards.sql").read_text(),
            reverse_sql=(SQL / "guards_undo.sql").read_text(),
        )
    ]
