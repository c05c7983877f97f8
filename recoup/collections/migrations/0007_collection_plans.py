"""What people change in collection plans."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the table of arrangements, which only grows."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('collections', '0006_visits'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0004_conduct_of_contact'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StepArrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('code', models.CharField(max_length=50)),
                ('on_date', models.DateField(null=True)),
                ('channel', models.CharField(blank=True, max_length=10)),
                ('template', models.CharField(blank=True, max_length=50)),
                ('is_left_out', models.BooleanField(default=False)),
                ('reason', models.TextField()),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
                ('anchor_item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_steparrangement',
                'indexes': [models.Index(fields=['anchor_item', 'code', '-id'], name='step_arrangement_of_step'), models.Index(condition=models.Q(('person__isnull', False)), fields=['person', 'entity'], name='step_arrangement_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='step_arrangement_has_reason'), models.CheckConstraint(condition=models.Q(('is_left_out', False), models.Q(('channel', ''), ('on_date', None), ('person', None), ('template', '')), _connector='OR'), name='step_left_out_says_nothing_else')],
            },
        ),
        migrations.RunSQL((SQL / "timetables.sql").read_text(), (SQL / "timetables_undo.sql").read_text()),
    ]
