"""Reconciliations of accounts, their compared lines, and the guards of what is signed off."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):
    """Creates the tables of the reconciliation room."""

    initial = True

    dependencies = [
        ('parties', '0002_contacts_accounts_and_holds'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reconciliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('coverage', models.CharField(max_length=10)),
                ('from_date', models.DateField(null=True)),
                ('as_of', models.DateField()),
                ('file_name', models.CharField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('plan', models.JSONField()),
                ('sign', models.CharField(max_length=10)),
                ('signs', models.JSONField(null=True)),
                ('their_opening', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('stage', models.CharField(max_length=10)),
                ('our_balance', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('their_balance', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('our_opening', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('their_opening_turned', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('left_out', models.JSONField(default=list)),
                ('left_out_count', models.IntegerField(default=0)),
                ('made_by_kind', models.CharField(max_length=10)),
                ('made_by_id', models.BigIntegerField()),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('compared_at', models.DateTimeField(null=True)),
                ('signed_by_id', models.BigIntegerField(null=True)),
                ('signed_by_name', models.CharField(default='', max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_note', models.CharField(default='', max_length=500)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ComparedLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.IntegerField()),
                ('outcome', models.CharField(max_length=20)),
                ('basis', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=60)),
                ('our_number', models.CharField(max_length=300)),
                ('our_day', models.DateField(null=True)),
                ('our_amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('item_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('their_number', models.CharField(max_length=300)),
                ('their_text', models.CharField(max_length=300)),
                ('their_day', models.DateField(null=True)),
                ('their_amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('their_lines', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('difference', models.DecimalField(decimal_places=4, max_digits=24)),
                ('state', models.CharField(max_length=10)),
                ('note', models.CharField(max_length=500)),
                ('changed_by_name', models.CharField(max_length=200)),
                ('changed_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reconciliation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='compared', to='reconciliation.reconciliation')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.AddIndex(
            model_name='reconciliation',
            index=models.Index(fields=['entity', '-made_at'], name='reconciliation_newest'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.UniqueConstraint(fields=('customer', 'currency', 'coverage', 'as_of', 'from_date', 'sha256'), name='reconciliation_once_for_a_file', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by_id', None), models.Q(('signed_by_id', models.F('made_by_id')), _negated=True), _connector='OR'), name='reconciliation_signed_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='reconciliation',
            constraint=models.CheckConstraint(condition=models.Q(('from_date', None), ('from_date__lte', models.F('as_of')), _connector='OR'), name='reconciliation_period_in_order'),
        ),
        migrations.AddIndex(
            model_name='comparedline',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['owner'], name='compared_line_of_owner'),
        ),
        migrations.AddConstraint(
            model_name='comparedline',
            constraint=models.UniqueConstraint(fields=('reconciliation', 'place'), name='compared_line_placed_once'),
        ),
        migrations.AddConstraint(
            model_name='comparedline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['', 'OPEN']), models.Q(('note', ''), _negated=True), _connector='OR'), name='compared_line_cleared_with_words'),
        ),
        migrations.RunSQL(
            (SQL / 'signed_guards.sql').read_text(), (SQL / 'signed_guards_undo.sql').read_text()
        ),
    ]
