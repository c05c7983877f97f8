"""The steps of the daily run, and the exceptions it found."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates both tables."""

    initial = True

    dependencies = [
        ('ledger', '0002_guards'),
        ('parties', '0002_contacts_accounts_and_holds'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business_date', models.DateField()),
                ('kind', models.CharField(max_length=20)),
                ('subject', models.TextField()),
                ('event_date', models.DateField(null=True)),
                ('days', models.IntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('reason', models.JSONField()),
                ('customer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('item', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
            ],
            options={
                'indexes': [models.Index(fields=['business_date', 'entity', 'kind', 'id'], name='daily_exception_page')],
            },
        ),
        migrations.CreateModel(
            name='DailyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business_date', models.DateField()),
                ('step', models.CharField(max_length=20)),
                ('status', models.CharField(max_length=10)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('figures', models.JSONField(default=dict)),
                ('told', models.JSONField(default=list)),
                ('entity', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'indexes': [models.Index(fields=['entity', 'step', '-business_date'], name='daily_step_of_entity')],
                'constraints': [models.UniqueConstraint(fields=('business_date', 'step', 'entity'), name='daily_step_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('status', 'DONE'), _negated=True), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='daily_step_done_is_finished')],
            },
        ),
    ]
