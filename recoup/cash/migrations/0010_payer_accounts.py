"""Payer accounts are those of the payers alone: virtual accounts have a table of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Takes the mark of a virtual account away; none was ever set."""

    dependencies = [
        ('cash', '0009_cheque_lists'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='payeraccount', name='cash_payer_account_once'),
        migrations.RemoveField(model_name='payeraccount', name='is_virtual'),
        migrations.AddConstraint(
            model_name='payeraccount',
            constraint=models.UniqueConstraint(fields=('entity', 'customer', 'account'), name='cash_payer_account_once'),
        ),
    ]
