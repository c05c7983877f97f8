"""Payment plans, their items, installments and history, and the guards of what was agreed."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of payment plans."""

    dependencies = [
        ('collections', '0003_strategies'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0003_customer_wishes'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('debt', models.DecimalField(decimal_places=4, max_digits=24)),
                ('interest', models.DecimalField(decimal_places=4, max_digits=24)),
                ('waived', models.DecimalField(decimal_places=4, max_digits=24)),
                ('annual_rate', models.DecimalField(decimal_places=4, max_digits=9)),
                ('rhythm', models.CharField(max_length=20)),
                ('months', models.CharField(max_length=20)),
                ('asked', models.JSONField()),
                ('explained', models.JSONField()),
                ('grace_days', models.SmallIntegerField()),
                ('missed_max', models.SmallIntegerField()),
                ('days_max', models.SmallIntegerField(null=True)),
                ('consequences', models.JSONField()),
                ('rule', models.JSONField()),
                ('note', models.CharField(max_length=500)),
                ('made_by', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_on', models.DateField()),
                ('state', models.CharField(max_length=10)),
                ('approval_id', models.BigIntegerField(null=True)),
                ('began_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('checked_on', models.DateField(null=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.plan')),
                ('signed_copy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='PlanEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('on', models.DateField()),
                ('told', models.JSONField()),
                ('note', models.CharField(max_length=500)),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='collections.plan')),
            ],
        ),
        migrations.CreateModel(
            name='PlanInstallment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.SmallIntegerField()),
                ('due_date', models.DateField()),
                ('principal', models.DecimalField(decimal_places=4, max_digits=24)),
                ('interest', models.DecimalField(decimal_places=4, max_digits=24)),
                ('amount_paid', models.DecimalField(decimal_places=4, default=0, max_digits=24)),
                ('paid_on', models.DateField(null=True)),
                ('state', models.CharField(default='DUE', max_length=10)),
                ('is_interest_posted', models.BooleanField(default=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='installments', to='collections.plan')),
            ],
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=10)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('after_entry', models.BigIntegerField(null=True)),
                ('hold_id', models.BigIntegerField(null=True)),
                ('is_live', models.BooleanField(default=False)),
                ('booked_ref', models.CharField(default='', max_length=100)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='collections.plan')),
            ],
        ),
        migrations.AddIndex(
            model_name='plan',
            index=models.Index(fields=['entity', 'state', '-id'], name='collections_plan_by_state'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('debt__gt', 0)), name='collections_plan_of_a_debt'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('interest__gte', 0), ('waived__gte', 0)), name='collections_plan_adds_nothing_below_zero'),
        ),
        migrations.AddIndex(
            model_name='planinstallment',
            index=models.Index(condition=models.Q(('state', 'PAID'), _negated=True), fields=['due_date'], name='collections_installments_open'),
        ),
        migrations.AddConstraint(
            model_name='planinstallment',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='collections_installment_once'),
        ),
        migrations.AddConstraint(
            model_name='planinstallment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_paid__gte', 0), ('amount_paid__lte', django.db.models.expressions.CombinedExpression(models.F('principal'), '+', models.F('interest')))), name='collections_installment_never_overpaid'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(fields=('plan', 'item'), name='collections_plan_item_once'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('item',), name='collections_item_in_one_active_plan'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='collections_plan_item_has_an_amount'),
        ),
        migrations.RunSQL(
            (SQL / "plan_guards.sql").read_text(), (SQL / "plan_guards_undo.sql").read_text()
        ),
    ]
