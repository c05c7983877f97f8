"""Bank statements: our accounts, the files of the banks, their statements and lines, and who signed for them."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):
    """Creates the tables of bank statements with their guards."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('cash', '0001_receipts'),
        ('ledger', '0002_guards'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=64)),
                ('number_written', models.CharField(max_length=100)),
                ('currency', models.CharField(max_length=3)),
                ('name', models.CharField(max_length=200)),
                ('bank_name', models.CharField(max_length=200)),
                ('bic', models.CharField(max_length=11)),
                ('virtual_prefix', models.CharField(max_length=40)),
                ('is_active', models.BooleanField(default=True)),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(max_length=300)),
                ('format', models.CharField(max_length=10)),
                ('status', models.CharField(max_length=10)),
                ('reason', models.JSONField(null=True)),
                ('refused', models.JSONField(default=list)),
                ('told_by_kind', models.CharField(max_length=10)),
                ('told_by_id', models.BigIntegerField()),
                ('told_by_name', models.CharField(max_length=200)),
                ('told_at', models.DateTimeField()),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='SignedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('statements', models.IntegerField()),
                ('closing', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('signed_by_name', models.CharField(max_length=200)),
                ('signed_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.IntegerField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('format', models.CharField(max_length=10)),
                ('statement_id', models.TextField()),
                ('number', models.TextField()),
                ('sequence', models.BigIntegerField(null=True)),
                ('page', models.IntegerField(null=True)),
                ('is_last_page', models.BooleanField()),
                ('is_copy', models.BooleanField()),
                ('is_final', models.BooleanField()),
                ('from_date', models.DateField()),
                ('to_date', models.DateField()),
                ('opening', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('opening_is_interim', models.BooleanField()),
                ('closing', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('sum_in', models.DecimalField(decimal_places=4, max_digits=24)),
                ('count_in', models.IntegerField()),
                ('sum_out', models.DecimalField(decimal_places=4, max_digits=24)),
                ('count_out', models.IntegerField()),
                ('difference', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('new_lines', models.IntegerField(default=0)),
                ('known_lines', models.IntegerField(default=0)),
                ('findings', models.JSONField(default=list)),
                ('told_at', models.DateTimeField()),
                ('reviewed_by_name', models.CharField(default='', max_length=200)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankfile')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='StatementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.IntegerField()),
                ('file_line', models.IntegerField()),
                ('reference', models.TextField()),
                ('key_date', models.DateField(null=True)),
                ('occurrence', models.IntegerField()),
                ('line_date', models.DateField()),
                ('booking_date', models.DateField(null=True)),
                ('value_date', models.DateField(null=True)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('currency', models.CharField(max_length=3)),
                ('is_reversal', models.BooleanField()),
                ('kind', models.CharField(max_length=20)),
                ('bank_reference', models.TextField()),
                ('entry_reference', models.TextField()),
                ('end_to_end_id', models.TextField()),
                ('party_name', models.TextField()),
                ('party_account', models.TextField()),
                ('party_identifier', models.TextField()),
                ('ultimate_party', models.TextField()),
                ('text', models.TextField()),
                ('information', models.TextField()),
                ('references', models.JSONField()),
                ('codes', models.JSONField()),
                ('purpose', models.TextField()),
                ('return_reason', models.TextField()),
                ('charges', models.JSONField()),
                ('charges_included', models.DecimalField(decimal_places=4, max_digits=24)),
                ('original_amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('original_currency', models.CharField(max_length=3)),
                ('original_rate', models.DecimalField(decimal_places=12, max_digits=28, null=True)),
                ('batch_count', models.IntegerField(null=True)),
                ('status', models.CharField(max_length=10)),
                ('is_final', models.BooleanField()),
                ('state', models.CharField(max_length=20)),
                ('reason', models.JSONField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('corrected_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statementline')),
                ('parent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='cash.statementline')),
                ('receipt_item', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statement')),
                ('undoes', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statementline')),
            ],
        ),
        migrations.CreateModel(
            name='Retelling',
            fields=[
                ('pk', models.CompositePrimaryKey('statement_id', 'line_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statement')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statementline')),
            ],
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.UniqueConstraint(fields=('number', 'currency'), name='own_bank_account_once'),
        ),
        migrations.AddConstraint(
            model_name='bankaccount',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='own_bank_account_has_number'),
        ),
        migrations.AddIndex(
            model_name='bankfile',
            index=models.Index(fields=['-told_at'], name='bank_file_newest'),
        ),
        migrations.AddIndex(
            model_name='signedday',
            index=models.Index(fields=['account', 'day', '-id'], name='signed_day_last'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['account', 'to_date'], name='statement_of_account'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('account', 'fingerprint'), name='statement_told_once'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(fields=['account', '-line_date', '-id'], name='statement_line_newest'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(fields=['statement', 'position'], name='statement_line_in_order'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(condition=models.Q(('state__in', ['TO_POST', 'PENDING', 'AWAITING_FINAL', 'TO_UNDO', 'TO_WORK'])), fields=['account', 'state', '-line_date'], name='statement_line_unfinished'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(condition=models.Q(('end_to_end_id', ''), _negated=True), fields=['account', 'end_to_end_id'], name='statement_line_end_to_end'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(condition=models.Q(('undoes', None), _negated=True), fields=['undoes'], name='statement_line_undoing'),
        ),
        migrations.AddConstraint(
            model_name='statementline',
            constraint=models.UniqueConstraint(condition=models.Q(('parent', None)), fields=('account', 'reference', 'amount', 'occurrence', 'currency', 'key_date'), name='statement_line_told_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='statementline',
            constraint=models.UniqueConstraint(condition=models.Q(('parent', None), _negated=True), fields=('parent', 'position'), name='statement_line_part_once'),
        ),
        migrations.RunSQL((SQL / 'statement_guards.sql').read_text(), (SQL / 'statement_guards_undo.sql').read_text()),
    ]
