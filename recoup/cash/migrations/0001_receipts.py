"""Receipts: what the bank said about money that came in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the table of receipts."""

    initial = True

    dependencies = [
        ('ledger', '0002_guards'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='ledger.item')),
                ('bank_reference', models.TextField()),
                ('value_date', models.DateField()),
                ('payer_name', models.TextField()),
                ('payer_account', models.TextField()),
                ('text', models.TextField()),
                ('pays_item_number', models.TextField()),
                ('refusal_code', models.CharField(default='', max_length=20)),
                ('refusal', models.JSONField(null=True)),
                ('matched_at', models.DateTimeField(null=True)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('identified_item', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
            ],
            options={
                'indexes': [models.Index(fields=['entity', 'value_date'], name='cash_receipt_by_date'), models.Index(condition=models.Q(('refusal_code', ''), _negated=True), fields=['entity', 'value_date', 'item'], name='cash_receipt_refused')],
            },
        ),
    ]
