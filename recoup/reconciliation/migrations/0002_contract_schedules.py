"""Schedules of contracts beside customers' accounts, the progress of each contract, and until when to clear up."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):
    """Lets a reconciliation be one of contracts."""

    dependencies = [
        ('parties', '0002_contacts_accounts_and_holds'),
        ('reconciliation', '0001_reconciliations'),
    ]

    operations = [
        migrations.AddField(
            model_name='reconciliation',
            name='kind',
            field=models.CharField(default='ACCOUNT', max_length=10),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='reconciliation',
            name='customer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer'),
        ),
        migrations.RemoveConstraint(model_name='reconciliation', name='reconciliation_once_for_a_file'),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.UniqueConstraint(fields=('entity', 'customer', 'currency', 'coverage', 'as_of', 'from_date', 'sha256'), name='reconciliation_once_for_a_file', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('customer__isnull', False), ('kind', 'ACCOUNT')), models.Q(('customer', None), ('kind', 'SCHEDULE')), _connector='OR'), name='reconciliation_of_a_customer_or_of_contracts'),
        ),
        migrations.AddField(
            model_name='comparedline',
            name='contract',
            field=models.CharField(default='', max_length=100),
        ),
        migrations.AddField(
            model_name='comparedline',
            name='clear_by',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='ContractProgress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.IntegerField()),
                ('contract', models.CharField(max_length=100)),
                ('customer_name', models.CharField(max_length=300)),
                ('unit', models.CharField(max_length=300)),
                ('installments', models.IntegerField()),
                ('scheduled', models.DecimalField(decimal_places=4, max_digits=24)),
                ('billed', models.DecimalField(decimal_places=4, max_digits=24)),
                ('due', models.DecimalField(decimal_places=4, max_digits=24)),
                ('by_bank', models.DecimalField(decimal_places=4, max_digits=24)),
                ('by_cheque', models.DecimalField(decimal_places=4, max_digits=24)),
                ('by_credit_note', models.DecimalField(decimal_places=4, max_digits=24)),
                ('by_hand', models.DecimalField(decimal_places=4, max_digits=24)),
                ('otherwise', models.DecimalField(decimal_places=4, max_digits=24)),
                ('overdue', models.DecimalField(decimal_places=4, max_digits=24)),
                ('waiting', models.DecimalField(decimal_places=4, max_digits=24)),
                ('scheduled_paid', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('differences', models.IntegerField()),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('reconciliation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='reconciliation.reconciliation')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.AddConstraint(
            model_name='contractprogress',
            constraint=models.UniqueConstraint(fields=('reconciliation', 'place'), name='contract_progress_placed_once'),
        ),
        migrations.RunSQL(
            (SQL / 'signed_contracts.sql').read_text(), (SQL / 'signed_contracts_undo.sql').read_text()
        ),
    ]
