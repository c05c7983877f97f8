"""Virtual accounts of customers, saved layouts of sheets, and the number of ours that a payer named."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):
    """Creates the tables."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('cash', '0007_cheques'),
        ('parties', '0003_customer_wishes'),
        ('storage', '0001_stored_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='statementline',
            name='own_account',
            field=models.TextField(db_default='', default=''),
        ),
        migrations.CreateModel(
            name='SheetLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('state', models.CharField(max_length=10)),
                ('profile', models.JSONField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by_name', models.CharField(max_length=200)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankfile')),
                ('sample', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'DRAFT'), _negated=True), fields=('account', 'name'), name='sheet_layout_named_once'), models.CheckConstraint(condition=models.Q(('state', 'DRAFT'), ('profile__isnull', False), _connector='OR'), name='sheet_layout_says_something')],
            },
        ),
        migrations.CreateModel(
            name='VirtualAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=64)),
                ('number_written', models.CharField(max_length=100)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by_name', models.CharField(max_length=200)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'number'], name='virtual_account_by_number')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='virtual_account_has_number'), models.CheckConstraint(condition=models.Q(('until_date', None), ('until_date__gte', models.F('from_date')), _connector='OR'), name='virtual_account_in_order')],
            },
        ),
        migrations.RunSQL(
            (SQL / 'virtual_accounts.sql').read_text(), (SQL / 'virtual_accounts_undo.sql').read_text()
        ),
    ]
