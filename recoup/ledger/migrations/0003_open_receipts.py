"""Open receipts in an index of their own: the workbench finds them whatever the size of the ledger."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the index."""

    dependencies = [
        ('ledger', '0002_guards'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('kind', 'RECEIPT'), models.Q(('amount_open', 0), _negated=True)), fields=['entity', 'issue_date'], name='ledger_item_open_receipt'),
        ),
    ]
