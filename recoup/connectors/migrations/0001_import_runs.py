"""Import runs and the profiles by which files are read."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the tables of the connectors room."""

    initial = True

    dependencies = [
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=100)),
                ('fingerprint', models.CharField(db_index=True, max_length=64)),
                ('plan', models.JSONField()),
                ('options', models.JSONField()),
                ('saved_at', models.DateTimeField()),
                ('entity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'connectors_importprofile',
                'ordering': ['kind', 'name'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'name'), name='import_profile_named_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='import_profile_has_name')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('file_name', models.CharField(max_length=300)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('fingerprint', models.CharField(db_index=True, max_length=64)),
                ('plan', models.JSONField(null=True)),
                ('options', models.JSONField()),
                ('status', models.CharField(max_length=10)),
                ('reason', models.JSONField(null=True)),
                ('rows_total', models.IntegerField(default=0)),
                ('rows_read', models.IntegerField(default=0)),
                ('accepted', models.IntegerField(default=0)),
                ('known', models.IntegerField(default=0)),
                ('changed', models.IntegerField(default=0)),
                ('refused', models.IntegerField(default=0)),
                ('totals', models.JSONField(default=list)),
                ('entity_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('notes', models.JSONField(default=list)),
                ('refusals', models.JSONField(default=list)),
                ('language', models.CharField(max_length=10)),
                ('asked_by_kind', models.CharField(max_length=10)),
                ('asked_by_id', models.BigIntegerField()),
                ('asked_by_name', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('entity', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
                ('refused_file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
            options={
                'db_table': 'connectors_importrun',
                'ordering': ['-asked_at', '-id'],
                'indexes': [models.Index(fields=['-asked_at', '-id'], name='import_run_newest')],
            },
        ),
    ]
