"""The door of contact: what passed it, what came of it, what was refused, what came in."""

from pathlib import Path

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('correspondence', '0001_messages'),
        ('parties', '0004_conduct_of_contact'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('channel', models.CharField(max_length=10)),
                ('purpose', models.CharField(max_length=20)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('item_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField()),
                ('actor_name', models.CharField(max_length=200)),
                ('override_reason', models.TextField(blank=True)),
                ('overridden', models.JSONField(default=list)),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'correspondence_passage',
            },
        ),
        migrations.CreateModel(
            name='PassageOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('actor_name', models.CharField(max_length=200)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='correspondence.passage')),
            ],
            options={
                'db_table': 'correspondence_passageoutcome',
            },
        ),
        migrations.CreateModel(
            name='Refused',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('channel', models.CharField(max_length=10)),
                ('purpose', models.CharField(max_length=20)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('verdict', models.CharField(max_length=10)),
                ('not_before', models.DateTimeField(null=True)),
                ('findings', models.JSONField()),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField()),
                ('actor_name', models.CharField(max_length=200)),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'correspondence_refused',
            },
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('at', models.DateTimeField()),
                ('actor_name', models.CharField(max_length=200)),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.contact')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
            ],
            options={
                'db_table': 'correspondence_incoming',
                'indexes': [models.Index(fields=['customer', 'at'], name='incoming_by_customer')],
            },
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['customer', 'at'], name='passage_by_customer'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(condition=models.Q(('overridden', []), _negated=True), fields=['entity', 'at'], name='passage_overridden'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('overridden', []), models.Q(('override_reason', ''), _negated=True), _connector='OR'), name='passage_override_has_reason'),
        ),
        migrations.AddIndex(
            model_name='refused',
            index=models.Index(fields=['customer', 'at'], name='refused_by_customer'),
        ),
        migrations.RunSQL(
            (SQL / "door_stays.sql").read_text(),
            """
            DROP TRIGGER refuse_change ON correspondence_passage;
            DROP TRIGGER refuse_change ON correspondence_passageoutcome;
            DROP TRIGGER refuse_change ON correspondence_refused;
            DROP TRIGGER refuse_change ON correspondence_incoming;
            """,
        ),
    ]
