"""Proposals of the matching, what was done with receipts, payer accounts, claims and notes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the tables; money that was found to be a customer's stands in parts of its receipt from now on."""

    dependencies = [
        ('cash', '0002_bank_statements'),
        ('ledger', '0002_guards'),
        ('parties', '0002_contacts_accounts_and_holds'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('receipt', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='claim', serialize=False, to='cash.receipt')),
                ('user_id', models.BigIntegerField()),
                ('user_name', models.CharField(max_length=200)),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='receipt',
            name='score',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='receipt',
            name='verdict',
            field=models.CharField(default='', max_length=10),
        ),
        migrations.CreateModel(
            name='ReceiptPart',
            fields=[
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='ledger.item')),
                ('is_told', models.BooleanField()),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='cash.receipt')),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO cash_receiptpart (item_id, receipt_id, is_told)"
            " SELECT identified_item_id, item_id, false FROM cash_receipt WHERE identified_item_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField(
            model_name='receipt',
            name='identified_item',
        ),
        migrations.CreateModel(
            name='PayerAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=64)),
                ('is_virtual', models.BooleanField()),
                ('learned_at', models.DateTimeField()),
                ('learned_from', models.CharField(max_length=200)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entity', 'customer', 'account', 'is_virtual'), name='cash_payer_account_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('rank', models.SmallIntegerField()),
                ('score', models.IntegerField()),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('shares', models.JSONField()),
                ('residues', models.JSONField()),
                ('evidence', models.JSONField()),
                ('proposed_at', models.DateTimeField()),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('receipt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='cash.receipt')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('receipt', 'item', 'rank'), name='cash_proposal_rank_once')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptDeed',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=15)),
                ('method', models.CharField(max_length=10)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('currency', models.CharField(max_length=3)),
                ('shares', models.JSONField()),
                ('residues', models.JSONField()),
                ('evidence', models.JSONField()),
                ('rank', models.SmallIntegerField(null=True)),
                ('score', models.IntegerField(null=True)),
                ('entries', models.IntegerField()),
                ('clears_balance', models.BooleanField(default=False)),
                ('clears_oldest', models.BooleanField(default=False)),
                ('reason', models.TextField()),
                ('done_at', models.DateTimeField()),
                ('done_by_kind', models.CharField(max_length=10)),
                ('done_by_id', models.BigIntegerField()),
                ('done_by_name', models.CharField(max_length=200)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_name', models.CharField(default='', max_length=200)),
                ('undone_reason', models.TextField(default='')),
                ('customer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='cash.receipt')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('customer', None), _negated=True), fields=['customer', 'done_at'], name='cash_deed_of_customer'), models.Index(fields=['entity', 'done_at'], name='cash_deed_by_time')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('asked_name', models.CharField(default='', max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('written_by_id', models.BigIntegerField()),
                ('written_by_name', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('asked', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cash.receipt')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None), models.Q(('asked', None), _negated=True)), fields=['asked'], name='cash_note_question')],
            },
        ),
    ]
