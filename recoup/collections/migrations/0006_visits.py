"""Reports of visits, with our people and the pictures they brought back."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of visits, which only grow."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('collections', '0005_offers'),
        ('parties', '0004_conduct_of_contact'),
        ('storage', '0001_stored_files'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(blank=True, max_length=300)),
                ('reported_at', models.DateTimeField()),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='visit', to='collections.activity')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('follow_up', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.followup')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collections.collectiontask')),
            ],
            options={
                'db_table': 'collections_visit',
                'indexes': [
                    models.Index(fields=['customer', '-id'], name='visit_of_customer'),
                    models.Index(fields=['entity', '-id'], name='visit_of_entity'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Visitor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visitors', to='collections.visit')),
            ],
            options={
                'db_table': 'collections_visitor',
                'constraints': [models.UniqueConstraint(fields=('visit', 'person'), name='visitor_once')],
            },
        ),
        migrations.CreateModel(
            name='VisitImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='storage.storedfile')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='images', to='collections.visit')),
            ],
            options={
                'db_table': 'collections_visitimage',
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'SIGNATURE')), fields=('visit',), name='visit_signed_once')],
            },
        ),
        migrations.RunSQL((SQL / "visits.sql").read_text(), (SQL / "visits_undo.sql").read_text()),
    ]
