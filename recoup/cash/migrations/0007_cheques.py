"""Cheques, their steps and covers, deposit slips, counts, and the guards of what is done and signed."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / 'sql'


class Migration(migrations.Migration):
    """Creates the tables of cheques."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('cash', '0006_cash_reports'),
        ('ledger', '0003_open_receipts'),
        ('parties', '0002_contacts_accounts_and_holds'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Cheque',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=50)),
                ('part', models.SmallIntegerField()),
                ('sayad_id', models.CharField(max_length=16)),
                ('registry', models.CharField(max_length=20)),
                ('drawer', models.CharField(max_length=200)),
                ('bank_name', models.CharField(max_length=200)),
                ('bank_folded', models.CharField(max_length=200)),
                ('branch', models.CharField(max_length=100)),
                ('account_number', models.CharField(max_length=64)),
                ('place', models.CharField(max_length=20)),
                ('is_to_bearer', models.BooleanField()),
                ('cheque_date', models.DateField()),
                ('received_on', models.DateField()),
                ('present_by', models.DateField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('state', models.CharField(max_length=10)),
                ('last_on', models.DateField()),
                ('bounces', models.SmallIntegerField(default=0)),
                ('bounced_on', models.DateField(null=True)),
                ('note', models.CharField(max_length=500)),
                ('credit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('image', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
                ('item', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
            ],
        ),
        migrations.CreateModel(
            name='ChequeCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('note', models.CharField(max_length=500)),
                ('counted_by_name', models.CharField(max_length=200)),
                ('counted_at', models.DateTimeField()),
                ('signed_by_name', models.CharField(default='', max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_note', models.CharField(default='', max_length=500)),
                ('counted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ChequeCountLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.CharField(max_length=15)),
                ('number', models.CharField(max_length=50)),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('cheque', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.cheque')),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='cash.chequecount')),
            ],
        ),
        migrations.CreateModel(
            name='ChequeCover',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('bounce', models.SmallIntegerField()),
                ('is_released', models.BooleanField(default=False)),
                ('undone_at', models.DateTimeField(null=True)),
                ('cheque', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='cash.cheque')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
            ],
        ),
        migrations.CreateModel(
            name='DepositSlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('confirmed_by_name', models.CharField(default='', max_length=200)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ChequeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=25)),
                ('on', models.DateField()),
                ('note', models.CharField(max_length=500)),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('cheque', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='cash.cheque')),
                ('slip', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.depositslip')),
            ],
        ),
        migrations.AddField(
            model_name='cheque',
            name='slip',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.depositslip'),
        ),
        migrations.CreateModel(
            name='SlipCheque',
            fields=[
                ('pk', models.CompositePrimaryKey('slip_id', 'cheque_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('cheque', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.cheque')),
                ('slip', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='cash.depositslip')),
            ],
        ),
        migrations.AddIndex(
            model_name='chequecount',
            index=models.Index(fields=['entity', '-day', '-id'], name='cash_count_newest'),
        ),
        migrations.AddConstraint(
            model_name='chequecount',
            constraint=models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('counted_by')), _negated=True), _connector='OR'), name='cash_count_signed_by_a_second_person'),
        ),
        migrations.AddIndex(
            model_name='depositslip',
            index=models.Index(fields=['entity', '-day', '-id'], name='cash_slip_newest'),
        ),
        migrations.AddConstraint(
            model_name='depositslip',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('made_by')), _negated=True), _connector='OR'), name='cash_slip_confirmed_by_a_second_person'),
        ),
        migrations.AddIndex(
            model_name='cheque',
            index=models.Index(fields=['entity', 'state', 'cheque_date'], name='cash_cheque_by_state'),
        ),
        migrations.AddIndex(
            model_name='cheque',
            index=models.Index(fields=['entity', 'cheque_date', 'id'], name='cash_cheque_by_date'),
        ),
        migrations.AddConstraint(
            model_name='cheque',
            constraint=models.UniqueConstraint(fields=('entity', 'bank_folded', 'account_number', 'number'), name='cash_cheque_once'),
        ),
        migrations.AddConstraint(
            model_name='cheque',
            constraint=models.UniqueConstraint(condition=models.Q(('sayad_id', ''), _negated=True), fields=('sayad_id',), name='cash_cheque_sayad_once'),
        ),
        migrations.AddConstraint(
            model_name='cheque',
            constraint=models.UniqueConstraint(fields=('entity', 'number', 'part'), name='cash_cheque_part_once'),
        ),
        migrations.AddConstraint(
            model_name='cheque',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cash_cheque_has_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='cheque',
            constraint=models.CheckConstraint(condition=models.Q(('sayad_id', ''), ('sayad_id__regex', '^[0-9]{16}$'), _connector='OR'), name='cash_cheque_sayad_is_whole'),
        ),
        migrations.RunSQL(
            (SQL / 'cheque_guards.sql').read_text(), (SQL / 'cheque_guards_undo.sql').read_text()
        ),
    ]
