"""Items by their number in every spelling that payers use, so that what a receipt names is found at any size."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Puts an index over all numbers in place of the one over open items, and adds those of `sql/numbers.sql`."""

    dependencies = [
        ('ledger', '0003_open_receipts'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='item', name='ledger_item_open_number'),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['entity', 'number_folded'], name='ledger_item_number'),
        ),
        migrations.RunSQL(
            sql=(SQL / "numbers.sql").read_text(),
            reverse_sql=(SQL / "numbers_undo.sql").read_text(),
        ),
    ]
