"""Remittance advices and their rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the tables."""

    dependencies = [
        ('cash', '0003_proposals_and_deeds'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=300)),
                ('form', models.CharField(max_length=10)),
                ('payer_name', models.CharField(max_length=200)),
                ('reference', models.CharField(max_length=200)),
                ('payment_date', models.DateField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('total', models.DecimalField(decimal_places=4, max_digits=24)),
                ('total_stated', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('row_count', models.IntegerField()),
                ('is_sound', models.BooleanField()),
                ('findings', models.JSONField(default=list)),
                ('received_on', models.DateField()),
                ('received_at', models.DateTimeField()),
                ('received_by_kind', models.CharField(max_length=10)),
                ('received_by_id', models.BigIntegerField()),
                ('received_by_name', models.CharField(max_length=200)),
                ('attached_at', models.DateTimeField(null=True)),
                ('attached_by_name', models.CharField(default='', max_length=200)),
                ('is_attached_by_itself', models.BooleanField(default=False)),
                ('is_detached', models.BooleanField(default=False)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
                ('receipt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='cash.receipt')),
            ],
        ),
        migrations.CreateModel(
            name='AdviceRow',
            fields=[
                ('pk', models.CompositePrimaryKey('advice_id', 'place', blank=True, editable=False, primary_key=True, serialize=False)),
                ('place', models.IntegerField()),
                ('line', models.IntegerField()),
                ('number', models.CharField(max_length=100)),
                ('number_folded', models.CharField(max_length=100)),
                ('document_date', models.DateField(null=True)),
                ('gross', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('deducted', models.DecimalField(decimal_places=4, max_digits=24)),
                ('paid', models.DecimalField(decimal_places=4, max_digits=24)),
                ('advice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='cash.advice')),
            ],
        ),
        migrations.AddIndex(
            model_name='advice',
            index=models.Index(fields=['entity', '-id'], name='cash_advice_newest'),
        ),
        migrations.AddIndex(
            model_name='advice',
            index=models.Index(condition=models.Q(('receipt', None)), fields=['entity'], name='cash_advice_waiting'),
        ),
        migrations.AddConstraint(
            model_name='advice',
            constraint=models.UniqueConstraint(fields=('entity', 'sha256'), name='cash_advice_once'),
        ),
        migrations.AddConstraint(
            model_name='advice',
            constraint=models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='cash_advice_pays_something'),
        ),
    ]
