"""Activities, next actions, incidents, questions to the manager, and promises with what became of them."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of what people do, and their guards."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('collections', '0001_worklists'),
        ('correspondence', '0002_the_door'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0004_conduct_of_contact'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('channel', models.CharField(max_length=20)),
                ('direction', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('contact_name', models.CharField(max_length=200)),
                ('outcome', models.CharField(max_length=20)),
                ('willingness', models.CharField(blank=True, max_length=20)),
                ('ability', models.CharField(blank=True, max_length=20)),
                ('delay_reason', models.CharField(blank=True, max_length=30)),
                ('content', models.TextField(blank=True)),
                ('feedback', models.TextField(blank=True)),
                ('passage', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='correspondence.passage')),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('search_text', models.TextField()),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='collections.activity')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_activity',
            },
        ),
        migrations.CreateModel(
            name='ActivityItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='collections.activity')),
                ('item', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
            ],
            options={
                'db_table': 'collections_activityitem',
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.TextField()),
                ('tried', models.TextField(blank=True)),
                ('asked_by_name', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_playbook', models.BooleanField(default=False)),
                ('read_at', models.DateTimeField(null=True)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='collections.activity')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_escalation',
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('happened_at', models.DateTimeField()),
                ('who', models.CharField(blank=True, max_length=200)),
                ('what', models.TextField()),
                ('measures', models.TextField(blank=True)),
                ('route', models.CharField(max_length=20)),
                ('recorded_by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='collections.activity')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_incident',
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('promise_date', models.DateField()),
                ('deadline', models.DateField()),
                ('tolerance', models.DecimalField(decimal_places=4, max_digits=24)),
                ('rule_version_id', models.BigIntegerField(null=True)),
                ('method', models.CharField(max_length=20)),
                ('promised_by', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('made_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('taken_by_name', models.CharField(max_length=200)),
                ('state', models.CharField(max_length=20)),
                ('amount_kept', models.DecimalField(decimal_places=4, default=0, max_digits=24)),
                ('judged_on', models.DateField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by_name', models.CharField(blank=True, max_length=200)),
                ('withdrawn_reason', models.TextField(blank=True)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='collections.activity')),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('taken_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_promise',
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('due_date', models.DateField()),
                ('due_at', models.DateTimeField(null=True)),
                ('note', models.TextField(blank=True)),
                ('because', models.JSONField(null=True)),
                ('made_by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by_name', models.CharField(blank=True, max_length=200)),
                ('activity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='collections.activity')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('promise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='collections.promise')),
            ],
            options={
                'db_table': 'collections_followup',
            },
        ),
        migrations.CreateModel(
            name='PromiseChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=20)),
                ('amount_kept', models.DecimalField(decimal_places=4, max_digits=24)),
                ('business_date', models.DateField()),
                ('at', models.DateTimeField()),
                ('because', models.JSONField()),
                ('by_name', models.CharField(max_length=200)),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='collections.promise')),
            ],
            options={
                'db_table': 'collections_promisechange',
            },
        ),
        migrations.CreateModel(
            name='PromiseItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_open', models.DecimalField(decimal_places=4, max_digits=24)),
                ('hold_id', models.BigIntegerField(null=True)),
                ('item', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('promise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='collections.promise')),
            ],
            options={
                'db_table': 'collections_promiseitem',
            },
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['customer', '-at', '-id'], name='activity_of_customer'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['entity', '-at', '-id'], name='activity_of_entity'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='activity_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='activityitem',
            constraint=models.UniqueConstraint(fields=('activity', 'item'), name='activity_item_once'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('answered_at__lte', models.F('read_at')), _connector='OR'), name='escalation_answered_before_read'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['customer', 'promise_date'], name='promise_of_customer'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['entity', 'state', 'deadline'], name='promise_of_entity'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['taken_by', 'state', 'deadline'], name='promise_of_taker'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='promise_positive'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('deadline__gte', models.F('promise_date'))), name='promise_deadline_after'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('promise_date__gte', models.F('made_on'))), name='promise_not_for_the_past'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('amount_kept__gte', 0), ('amount_kept__lte', models.F('amount'))), name='promise_kept_within'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='promise_withdrawn_with_reason'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(fields=['customer', 'due_date'], name='followup_of_customer'),
        ),
        migrations.AddIndex(
            model_name='followup',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['entity', 'due_date'], name='followup_open'),
        ),
        migrations.AddIndex(
            model_name='promiseitem',
            index=models.Index(fields=['item'], name='promise_item_of_item'),
        ),
        migrations.AddConstraint(
            model_name='promiseitem',
            constraint=models.UniqueConstraint(fields=('promise', 'item'), name='promise_item_once'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('direction', 'IN'), ('passage__isnull', False), _connector='OR'), name='activity_out_passed_the_door'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('passage',), name='activity_once_a_passage'),
        ),
        migrations.RunSQL((SQL / "acts.sql").read_text(), (SQL / "acts_back.sql").read_text()),
    ]
