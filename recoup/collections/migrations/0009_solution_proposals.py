"""Ways out that are proposed for customers."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """Creates the tables of proposed solutions, which only grow."""

    dependencies = [
        ('audit', '0001_append_only_trail'),
        ('collections', '0008_expected_effect'),
        ('ledger', '0004_item_numbers'),
        ('parties', '0004_conduct_of_contact'),
        ('team', '0001_people_and_rights'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SolutionProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('kind', models.CharField(max_length=20)),
                ('parts', models.IntegerField()),
                ('debt', models.DecimalField(decimal_places=4, max_digits=24)),
                ('given_up', models.DecimalField(decimal_places=4, max_digits=24)),
                ('cash', models.JSONField()),
                ('usual', models.JSONField(null=True)),
                ('told', models.JSONField()),
                ('reason', models.TextField()),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('customer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='team.entity')),
                ('made_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'collections_solutionproposal',
            },
        ),
        migrations.CreateModel(
            name='SolutionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=4, max_digits=24)),
                ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.item')),
                ('solution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='collections.solutionproposal')),
            ],
            options={
                'db_table': 'collections_solutionitem',
            },
        ),
        migrations.AddIndex(
            model_name='solutionproposal',
            index=models.Index(fields=['customer', 'currency', '-id'], name='solution_of_customer'),
        ),
        migrations.AddIndex(
            model_name='solutionproposal',
            index=models.Index(fields=['entity', '-id'], name='solution_of_entity'),
        ),
        migrations.AddConstraint(
            model_name='solutionproposal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='solution_proposal_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='solutionitem',
            constraint=models.UniqueConstraint(fields=('solution', 'item'), name='solution_item_once'),
        ),
        migrations.RunSQL((SQL / "solutions.sql").read_text(), (SQL / "solutions_undo.sql").read_text()),
    ]
