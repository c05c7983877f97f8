"""Segments, courses with their steps, proposals and the work that steps give to people."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of strategies and their guards."""

    dependencies = [
        ('collections', '0002_activities_and_promises'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0003_customer_wishes'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('business_date', models.DateField()),
                ('anchor_due_date', models.DateField()),
                ('segment', models.CharField(max_length=50)),
                ('version_id', models.BigIntegerField(null=True)),
                ('code', models.CharField(max_length=50)),
                ('threshold', models.IntegerField()),
                ('channel', models.CharField(blank=True, max_length=10)),
                ('template', models.CharField(blank=True, max_length=50)),
                ('performer', models.CharField(max_length=10)),
                ('effect', models.CharField(max_length=20)),
                ('escalate_days', models.IntegerField()),
                ('days_late', models.IntegerField()),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('amount_reporting', models.DecimalField(decimal_places=4, max_digits=24, null=True)),
                ('reasons', models.JSONField()),
                ('waivers', models.JSONField()),
                ('looks', models.JSONField()),
                ('state', models.CharField(max_length=10)),
                ('note', models.TextField(blank=True)),
                ('settled_by_name', models.CharField(blank=True, max_length=150)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_reason', models.JSONField(null=True)),
                ('anchor_item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_proposal',
            },
        ),
        migrations.CreateModel(
            name='CourseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('code', models.CharField(max_length=50)),
                ('how', models.CharField(max_length=10)),
                ('business_date', models.DateField()),
                ('channel', models.CharField(blank=True, max_length=10)),
                ('template', models.CharField(blank=True, max_length=50)),
                ('performer', models.CharField(max_length=10)),
                ('covers_until', models.DateField(null=True)),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('reason', models.JSONField()),
                ('version_id', models.BigIntegerField(null=True)),
                ('settled_by_name', models.CharField(max_length=150)),
                ('settled_at', models.DateTimeField()),
                ('anchor_item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('proposal', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.proposal')),
            ],
            options={
                'db_table': 'collections_coursestep',
            },
        ),
        migrations.CreateModel(
            name='ProposalRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business_date', models.DateField()),
                ('proposals', models.IntegerField()),
                ('silent', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_proposalrun',
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='run',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.proposalrun'),
        ),
        migrations.CreateModel(
            name='SegmentOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('segment', models.CharField(blank=True, max_length=50)),
                ('reason', models.TextField()),
                ('from_date', models.DateField()),
                ('until_date', models.DateField()),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_segmentoverride',
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('business_date', models.DateField()),
                ('anchor_due_date', models.DateField()),
                ('segment', models.CharField(max_length=50)),
                ('version_id', models.BigIntegerField(null=True)),
                ('anchor_item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_course',
                'indexes': [models.Index(fields=['entity', 'business_date'], name='course_of_entity')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'currency', 'business_date'), name='course_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='CollectionTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('kind', models.CharField(max_length=20)),
                ('channel', models.CharField(blank=True, max_length=10)),
                ('due_date', models.DateField()),
                ('escalate_on', models.DateField(null=True)),
                ('escalated_on', models.DateField(null=True)),
                ('reasons', models.JSONField()),
                ('note', models.TextField(blank=True)),
                ('state', models.CharField(default='OPEN', max_length=10)),
                ('outcome', models.TextField(blank=True)),
                ('done_by_name', models.CharField(blank=True, max_length=150)),
                ('done_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('done_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('owner', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.coursestep')),
            ],
            options={
                'db_table': 'collections_task',
                'indexes': [models.Index(fields=['entity', 'state', 'due_date'], name='collection_task_open'), models.Index(fields=['customer', 'state'], name='collection_task_of_customer'), models.Index(fields=['owner', 'state', 'due_date'], name='collection_task_of_owner')],
                'constraints': [models.UniqueConstraint(fields=('step', 'kind'), name='collection_task_once'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='collection_task_done_is_dated')],
            },
        ),
        migrations.CreateModel(
            name='CustomerSegment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('business_date', models.DateField()),
                ('segment', models.CharField(max_length=50)),
                ('reasons', models.JSONField()),
                ('version_id', models.BigIntegerField(null=True)),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_segment',
                'indexes': [models.Index(fields=['entity', 'business_date'], name='customer_segment_of_entity')],
                'constraints': [models.UniqueConstraint(fields=('customer', 'currency', 'business_date'), name='customer_segment_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Postponement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=50)),
                ('until_date', models.DateField()),
                ('reason', models.TextField()),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
                ('anchor_item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'collections_postponement',
                'indexes': [models.Index(fields=['anchor_item', 'code', '-id'], name='postponement_of_step')],
            },
        ),
        migrations.AddIndex(
            model_name='coursestep',
            index=models.Index(fields=['customer', 'currency', '-business_date'], name='course_step_of_customer'),
        ),
        migrations.AddIndex(
            model_name='coursestep',
            index=models.Index(fields=['entity', 'how', 'business_date'], name='course_step_of_entity'),
        ),
        migrations.AddConstraint(
            model_name='coursestep',
            constraint=models.UniqueConstraint(fields=('anchor_item', 'code'), name='course_step_once'),
        ),
        migrations.AddConstraint(
            model_name='proposalrun',
            constraint=models.UniqueConstraint(fields=('entity', 'business_date'), name='proposal_run_once_a_day'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['customer', 'currency', '-business_date'], name='proposal_of_customer'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['entity', 'state', 'business_date'], name='proposal_open'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('run', 'customer', 'currency'), name='proposal_once_a_run'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='proposal_settled_once'),
        ),
        migrations.AddIndex(
            model_name='segmentoverride',
            index=models.Index(fields=['customer', 'currency', '-id'], name='segment_override_of_customer'),
        ),
        migrations.AddIndex(
            model_name='segmentoverride',
            index=models.Index(fields=['entity', 'until_date'], name='segment_override_of_entity'),
        ),
        migrations.AddConstraint(
            model_name='segmentoverride',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='segment_override_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='segmentoverride',
            constraint=models.CheckConstraint(condition=models.Q(('until_date__gte', models.F('from_date'))), name='segment_override_ends_after_it_begins'),
        ),
        migrations.RunSQL(
            (SQL / "strategies.sql").read_text(), (SQL / "strategies_undo.sql").read_text()
        ),
    ]
