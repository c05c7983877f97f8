"""Items, entries, postings, holds, periods and rates."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the tables of the ledger."""

    initial = True

    dependencies = [
        ('parties', '0002_contacts_accounts_and_holds'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('effective_date', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('actor', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=500)),
                ('source', models.CharField(max_length=50)),
                ('source_ref', models.CharField(max_length=200)),
                ('posting_count', models.SmallIntegerField()),
                ('entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='team.entity')),
                ('reverses', models.OneToOneField(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='reversed_by', to='ledger.entry')),
            ],
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('base_currency', models.CharField(max_length=3)),
                ('rate_date', models.DateField()),
                ('rate', models.DecimalField(decimal_places=12, max_digits=28)),
                ('source', models.CharField(max_length=100)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('currency', 'base_currency', 'rate_date'), name='ledger_exchange_rate_once_a_day'), models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='ledger_exchange_rate_positive')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('number', models.CharField(max_length=100)),
                ('part', models.SmallIntegerField(default=1)),
                ('number_folded', models.CharField(max_length=100)),
                ('reference', models.CharField(max_length=200)),
                ('issue_date', models.DateField()),
                ('due_date', models.DateField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('amount_open', models.DecimalField(decimal_places=4, max_digits=24)),
                ('is_reversed', models.BooleanField(default=False)),
                ('customer', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='team.entity')),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.entry')),
            ],
        ),
        migrations.CreateModel(
            name='ItemHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=20)),
                ('note', models.CharField(max_length=500)),
                ('from_date', models.DateField()),
                ('until_date', models.DateField(null=True)),
                ('placed_by', models.CharField(max_length=200)),
                ('placed_at', models.DateTimeField()),
                ('lifted_by', models.CharField(default='', max_length=200)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='ledger.item')),
            ],
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dates', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('closed_by', models.CharField(max_length=200)),
                ('closed_at', models.DateTimeField()),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('entry_id', 'line', blank=True, editable=False, primary_key=True, serialize=False)),
                ('line', models.SmallIntegerField()),
                ('account', models.CharField(max_length=20)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('effective_date', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('entity', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='team.entity')),
                ('entry', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='postings', to='ledger.entry')),
                ('item', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='postings', to='ledger.item')),
            ],
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['effective_date'], name='ledger_entry_effective'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('entity', 'source', 'source_ref'), name='ledger_entry_source_posted_once'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['customer', 'due_date'], name='ledger_item_of_customer'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('amount_open', 0), _negated=True), fields=['entity', 'number_folded'], name='ledger_item_open_number'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('is_reversed', True)), fields=['entity', 'kind', 'number', 'part'], name='ledger_item_reversed'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(condition=models.Q(('is_reversed', False)), fields=('entity', 'kind', 'number', 'part'), name='ledger_item_posted_once'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('amount_open__gte', django.db.models.functions.comparison.Least(models.F('amount'), 0)), ('amount_open__lte', django.db.models.functions.comparison.Greatest(models.F('amount'), 0))), name='ledger_item_never_over_allocated'),
        ),
        migrations.AddConstraint(
            model_name='period',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('entity', '='), ('dates', '&&')], name='ledger_period_never_overlaps'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('item__isnull', False)), fields=['item'], name='ledger_posting_of_item'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__in', ['RECEIVABLE', 'SUSPENSE']), ('item__isnull', False)), models.Q(('item__isnull', True), models.Q(('account__in', ['RECEIVABLE', 'SUSPENSE']), _negated=True)), _connector='OR'), name='ledger_posting_items_on_control_accounts'),
        ),
    ]
