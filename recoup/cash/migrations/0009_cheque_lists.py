"""Lists of cheques that came in as files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Creates the table."""

    dependencies = [
        ('cash', '0008_virtual_accounts_and_layouts'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChequeList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('file_name', models.CharField(max_length=300)),
                ('received_at', models.DateTimeField()),
                ('received_by_name', models.CharField(max_length=200)),
                ('taken_at', models.DateTimeField(null=True)),
                ('taken_by_name', models.CharField(default='', max_length=200)),
                ('taken', models.IntegerField(default=0)),
                ('refused', models.JSONField(default=list)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
            ],
            options={
                'indexes': [models.Index(fields=['entity', '-id'], name='cheque_list_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken', 0), _negated=True), fields=('entity', 'sha256'), name='cheque_list_taken_once')],
            },
        ),
    ]
