"""Accounting's cash reports and what they came to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the tables."""

    dependencies = [
        ('cash', '0005_confirmed_deeds'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CashReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=300)),
                ('from_date', models.DateField()),
                ('to_date', models.DateField()),
                ('left_out', models.JSONField(default=list)),
                ('received_at', models.DateTimeField()),
                ('received_by_kind', models.CharField(max_length=10)),
                ('received_by_id', models.BigIntegerField()),
                ('received_by_name', models.CharField(max_length=200)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='ReportedMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.IntegerField()),
                ('day', models.DateField()),
                ('agreement', models.CharField(max_length=15)),
                ('is_total', models.BooleanField()),
                ('file_line', models.IntegerField(null=True)),
                ('their_amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('their_text', models.CharField(max_length=600)),
                ('our_amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('our_text', models.CharField(max_length=600)),
                ('difference', models.DecimalField(decimal_places=4, max_digits=24)),
                ('state', models.CharField(max_length=10)),
                ('note', models.CharField(default='', max_length=500)),
                ('changed_by_name', models.CharField(default='', max_length=200)),
                ('changed_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.bankaccount')),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cash.statementline')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='money', to='cash.cashreport')),
            ],
        ),
        migrations.AddIndex(
            model_name='cashreport',
            index=models.Index(fields=['entity', '-id'], name='cash_report_newest'),
        ),
        migrations.AddConstraint(
            model_name='cashreport',
            constraint=models.UniqueConstraint(fields=('entity', 'sha256'), name='cash_report_once'),
        ),
        migrations.AddIndex(
            model_name='reportedmoney',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['account', 'day'], name='cash_reported_money_open'),
        ),
        migrations.AddConstraint(
            model_name='reportedmoney',
            constraint=models.UniqueConstraint(fields=('report', 'place'), name='cash_reported_money_placed_once'),
        ),
        migrations.AddConstraint(
            model_name='reportedmoney',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['', 'OPEN']), models.Q(('note', ''), _negated=True), _connector='OR'), name='cash_reported_money_noted_with_words'),
        ),
    ]
